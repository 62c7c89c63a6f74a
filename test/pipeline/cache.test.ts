import { describe, expect, it } from 'vitest';
import { cacheResolvers } from '../../local/appsync/pipeline/cache.js';
import type { ResolveField, ResolverContext, ErrorEntry } from '../../local/appsync/types.js';

const context = (handle: string, sub = 'ada'): ResolverContext => ({
  arguments: { handle },
  identity: { sub } as ResolverContext['identity'],
  source: null,
  stash: {},
  request: { headers: {}, domainName: null },
  info: {
    fieldName: 'user',
    parentTypeName: 'Query',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  env: {},
});

/** A resolver that counts its runs, behind a cache, with a clock that the test moves. */
function cached(keys: readonly string[], errors: readonly ErrorEntry[] = []) {
  const clock = { now: 0 };
  let runs = 0;
  const resolve: ResolveField = (_field, { arguments: { handle } }) => {
    runs += 1;
    const value = handle === 'nobody' ? null : `${String(handle)} ${runs}`;
    return Promise.resolve({ value, errors, failed: errors.length > 0, extensions: {} });
  };
  const caching = { 'Query.user': { ttlSeconds: 300, keys } };
  const through = cacheResolvers(resolve, caching, () => clock.now);
  const ask = async (handle: string, sub?: string, field = 'Query.user') =>
    (await through(field, context(handle, sub), 'User Pool Authorization')).value;
  return { ask, clock, runs: () => runs };
}

describe('a resolver with a caching configuration', () => {
  it('answers from the cache until its time to live ends', async () => {
    const { ask, clock, runs } = cached(['arguments.handle']);
    expect(await ask('mira')).toBe('mira 1');
    clock.now = 299_999;
    expect(await ask('mira')).toBe('mira 1');
    expect(runs()).toBe(1);
    clock.now = 300_000;
    expect(await ask('mira')).toBe('mira 2');
  });

  it('keeps an entry for each value of its caching keys, and for nothing else', async () => {
    const { ask } = cached(['arguments.handle']);
    expect(await ask('mira', 'ada')).toBe('mira 1');
    expect(await ask('otto', 'ada')).toBe('otto 2');
    expect(await ask('mira', 'ben')).toBe('mira 1');
    const own = cached(['arguments.handle', 'identity.sub']);
    expect(await own.ask('mira', 'ada')).toBe('mira 1');
    expect(await own.ask('mira', 'ben')).toBe('mira 2');
  });

  it('caches null, and no answer with an error', async () => {
    const { ask, runs } = cached(['arguments.handle']);
    expect([await ask('nobody'), await ask('nobody'), runs()]).toEqual([null, null, 1]);
    const error = { message: 'no', errorType: 'Unavailable', data: null, errorInfo: null };
    const failing = cached(['arguments.handle'], [error]);
    await failing.ask('mira');
    await failing.ask('mira');
    expect(failing.runs()).toBe(2);
  });

  it('leaves every other resolver as it is', async () => {
    const { ask, runs } = cached(['arguments.handle']);
    await ask('mira', 'ada', 'Query.me');
    await ask('mira', 'ada', 'Query.me');
    expect(runs()).toBe(2);
  });
});
