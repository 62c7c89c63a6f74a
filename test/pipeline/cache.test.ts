import { describe, expect, it } from 'vitest';
import { cacheResolvers } from '../../local/appsync/pipeline/cache.js';
import type {
  CacheEviction,
  ErrorEntry,
  ResolveField,
  ResolverContext,
} from '../../local/appsync/types.js';

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

describe('extensions.evictFromApiCache', () => {
  const handleAndSub = ['arguments.handle', 'identity.sub'];
  const both = { 'context.arguments.handle': 'mira', 'context.identity.sub': 'ada' };

  /** A cached `Query.user` that has answered Ada for `mira`, and another field that evicts. */
  async function evicting({
    keys = ['arguments.handle'],
    evictions,
    by = 'Mutation.rename',
    failed = false,
  }: {
    keys?: readonly string[];
    evictions: readonly CacheEviction[];
    by?: string;
    failed?: boolean;
  }) {
    let runs = 0;
    const resolve: ResolveField = (field) => {
      if (field === by) {
        return Promise.resolve({ value: null, errors: [], failed, extensions: { evictions } });
      }
      runs += 1;
      return Promise.resolve({ value: runs, errors: [], failed: false, extensions: {} });
    };
    const through = cacheResolvers(resolve, { 'Query.user': { ttlSeconds: 300, keys } });
    const run = (field: string) => through(field, context('mira'), 'User Pool Authorization');
    await run('Query.user');
    const { cacheEntriesDeleted } = await run(by);
    return { cacheEntriesDeleted, isGone: (await run('Query.user')).value === 2 };
  }

  const mira = { field: 'Query.user', keys: { 'context.arguments.handle': 'mira' } };
  const gone = { cacheEntriesDeleted: 1, isGone: true };
  const stays = { cacheEntriesDeleted: 0, isGone: false };

  it('takes the entry of those keys out, and counts the entries that were there', async () => {
    const other = { field: 'Query.user', keys: { 'context.arguments.handle': 'otto' } };
    expect(await evicting({ evictions: [mira, other, mira] })).toEqual(gone);
    expect(await evicting({ evictions: [other] })).toEqual(stays);
  });

  it('knows a key by the short names of the context, too', async () => {
    const short = { field: 'Query.user', keys: { 'ctx.args.handle': 'mira' } };
    expect(await evicting({ evictions: [short] })).toEqual(gone);
  });

  it.each([
    ['all in their order', both, gone],
    ['in another order', Object.fromEntries(Object.entries(both).reverse()), stays],
    ['but one', { 'context.arguments.handle': 'mira' }, stays],
    ['and one more', { ...both, 'context.source.id': null }, stays],
  ])('wants the caching keys of the resolver: %s', async (_, keys, expected) => {
    const evictions = [{ field: 'Query.user', keys }];
    expect(await evicting({ keys: handleAndSub, evictions })).toEqual(expected);
  });

  it('evicts nothing for a resolver that is not cached', async () => {
    expect(await evicting({ evictions: [{ ...mira, field: 'Query.me' }] })).toEqual(stays);
    expect(await evicting({ evictions: [{ ...mira, field: 'toString' }] })).toEqual(stays);
  });

  it('works in a mutation that comes out well, and nowhere else', async () => {
    const nothing = { cacheEntriesDeleted: undefined, isGone: false };
    expect(await evicting({ evictions: [mira], by: 'Query.me' })).toEqual(nothing);
    expect(await evicting({ evictions: [mira], failed: true })).toEqual(nothing);
  });
});
