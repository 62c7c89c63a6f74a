import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { heapUsed } from '../support/heapUsed.js';
import { ada, failing, openShop } from './shop.js';

const order = { id: 'o1', customer: 'ada', lines: [{ amount: 1, item: { id: 'i', name: 'Pen' } }] };

describe('queryDepthLimit', () => {
  it('fails the fields beyond it with its error type, and returns the rest', async () => {
    const { run } = openShop({ 'Query.order': () => order }, { queryDepthLimit: 2 });
    const { data, errors } = await run('{ order { customer main { amount } lines { amount } } }');
    expect(data).toEqual({ order: { customer: 'ada', main: null, lines: [{ amount: null }] } });
    expect(errors).toMatchObject([
      { path: ['order', 'lines', 0, 'amount'], errorType: 'QueryDepthLimitReached' },
    ]);
  });

  it('makes the nearest nullable parent null when such a field is non-null', async () => {
    const { run } = openShop({ 'Query.order': () => order }, { queryDepthLimit: 2 });
    expect((await run('{ order { customer lines { item { id } } } }')).data).toEqual({
      order: { customer: 'ada', lines: null },
    });
  });

  it('does not count lists as levels, and does nothing at 0', async () => {
    const { run } = openShop({ 'Query.order': () => order }, { queryDepthLimit: 0 });
    expect((await run('{ order { lines { item { id } } } }')).errors).toBeUndefined();
    const three = openShop({ 'Query.order': () => order }, { queryDepthLimit: 3 });
    expect((await three.run('{ order { lines { amount } } }')).errors).toBeUndefined();
  });
});

describe('resolverCountLimit', () => {
  it('fails the resolvers beyond it with its error type, and does not run them', async () => {
    const ran: string[] = [];
    const resolver = ({ info }: { info: { fieldName: string } }) => {
      ran.push(info.fieldName);
      return null;
    };
    const { run } = openShop(
      { 'Query.order': resolver, 'Query.page': resolver, 'Query.stamp': resolver },
      { resolverCountLimit: 2 },
    );
    const { data, errors } = await run('{ order { id } page stamp }');
    expect(ran).toEqual(['order', 'page']);
    expect(data).toEqual({ order: null, page: null, stamp: null });
    expect(errors).toMatchObject([{ path: ['stamp'], errorType: 'ResolverExecutionLimitReached' }]);
  });
});

describe('a text that is too large', () => {
  it('is refused above 15,000 tokens', async () => {
    const { run } = openShop({ 'Query.count': () => 1 });
    const aliased = Array.from({ length: 4_999 }, (_, index) => `a${index}: count`).join(' ');
    const { data } = await run(`{ count ${aliased} }`);
    expect(Object.keys(data as object)).toHaveLength(5_000);
    await expect(run(`{ count ${aliased} count }`)).rejects.toMatchObject({
      errorType: 'MalformedHttpRequestException',
      message: 'Maximum char length exceeded',
    });
  });

  it('is refused when its validation is costly', async () => {
    const { run } = openShop({ 'Query.count': () => 1 });
    const { data, errors } = await run(`{ ${'count '.repeat(14_000)} }`);
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toMatch(/^The query selects the same fields too often/);
  });

  it.each([
    ['selections', `${'{a'.repeat(7_000)}${'}'.repeat(7_000)}`],
    ['lists', `{ page(limit: ${'['.repeat(7_000)}${']'.repeat(7_000)}) }`],
  ])('is answered, whatever the depth of its %s', async (_what, query) => {
    const { run } = openShop({});
    const outcome = await run(query).then(
      ({ data }) => data,
      (error: unknown) => (error as Error).name,
    );
    expect([null, 'MalformedRequestError']).toContain(outcome);
  });
});

describe('a text with a costly form', () => {
  const tree = `
    type Query { tree(note: String): Tree }
    type Tree { left(note: String): Tree right: Tree name: String }
  `;
  /** Each fragment spreads the next one twice. */
  const doubling = (levels: number, left = 'left', right = 'right') => {
    const fragments = Array.from(
      { length: levels },
      (_, level) =>
        `fragment F${level} on Tree { ${left} { ...F${level + 1} } ${right} { ...F${level + 1} } }`,
    );
    return `{ tree { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Tree { name }`;
  };

  it('may nest fragments, up to 100,000 expanded fields', async () => {
    const listed: number[] = [];
    const resolver = ({ info }: { info: { selectionSetList: readonly string[] } }) => {
      listed.push(info.selectionSetList.length);
      return null;
    };
    const { run } = openShop({ 'Query.tree': resolver }, { schema: tree });
    expect(await run(doubling(14))).toMatchObject({ data: { tree: null } });
    expect(listed).toEqual([2 ** 15 - 2 + 2 ** 14]);
    const { data, errors } = await run(doubling(17, 'l: left', 'r: right'));
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        path: null,
        locations: null,
        message:
          'The query asks for more than 100000 fields once its fragments are expanded (a limit of this host, not of AppSync).',
      },
    ]);
    expect(listed).toHaveLength(1);
  });

  it('is validated in no more time than it takes to parse', async () => {
    const { run } = openShop({ 'Query.page': () => failing('No') });
    const aliases = Array.from({ length: 4_000 }, (_, index) => `a${index}: page`);
    const { errors } = await run(`${'\n'.repeat(900_000)}{ ${aliases.join('\n')} }`);
    expect(errors).toHaveLength(4_000);
    expect(errors?.[3_999]).toMatchObject({ locations: [{ line: 904_000, column: 1 }] });
  });

  it('reaches the resolver as written, with any number of blank lines in its texts', async () => {
    let seen = '';
    const resolver = ({ info }: { info: { selectionSetGraphQL: string } }) => {
      seen = info.selectionSetGraphQL;
      return null;
    };
    const { run } = openShop({ 'Query.tree': resolver }, { schema: tree });
    const note = `"""x${'\n'.repeat(300_000)}y"""`;
    await run(`{ tree { left(note: ${note}) { ...Name } } } fragment Name on Tree { name }`);
    expect(seen.endsWith('{\n    ... Name\n  }\n}')).toBe(true);
  });

  it('is cached only when it is short', async () => {
    const { run } = openShop({ 'Query.page': () => 'here' });
    const before = await heapUsed();
    for (let index = 0; index < 100; index += 1) {
      await run(`{ page } # ${index} ${'x'.repeat(1_000_000)}`);
    }
    expect((await heapUsed()) - before).toBeLessThan(50_000_000);
  });
});

describe('a large response', () => {
  const page = () => 'x'.repeat(1_000_000);
  const pages = (count: number) =>
    `{ ${Array.from({ length: count }, (_, index) => `p${index}: page`).join(' ')} }`;

  it('is answered up to 5 MB', async () => {
    const { run } = openShop({ 'Query.page': page });
    const { data, errors } = await run(pages(5));
    expect(errors).toBeUndefined();
    expect(Object.keys(data as object)).toHaveLength(5);
  });

  it('fails as a whole over 5 MB', async () => {
    const { run } = openShop({ 'Query.page': page });
    expect(await run(pages(6))).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: null,
          message: 'The response is too large (a limit of this host, not of AppSync).',
        },
      ],
      responseHeaders: {},
    });
  });

  it('is limited for introspection, too', async () => {
    const { run } = openShop({});
    const types = Array.from(
      { length: 2_000 },
      (_, index) => `a${index}: __schema { types { name description fields { name } } }`,
    );
    const { data } = await run(`{ ${types.slice(0, 2).join(' ')} }`);
    expect(data).toMatchObject({ a0: { types: expect.any(Array) }, a1: expect.any(Object) });
    expect(await run(`{ ${types.slice(0, 1_000).join(' ')} }`)).toMatchObject({ data: null });
  });
});

describe('a document', () => {
  it('may not repeat a field so often that comparing takes long', async () => {
    const { run } = openShop({ 'Query.page': () => 'here' });
    const repeated = (count: number) => `{ ${'page '.repeat(count)} }`;
    expect((await run(repeated(400))).data).toEqual({ page: 'here' });
    expect((await run(repeated(5_000))).errors).toMatchObject([
      { message: expect.stringMatching(/^The query selects the same fields too often/) },
    ]);
  });

  it('with fragments in a circle is invalid, however many', async () => {
    const { run } = openShop({});
    const circle = Array.from(
      { length: 500 },
      (_, index) => `fragment F${index} on Query { count ...F${(index + 1) % 500} }`,
    );
    const { errors } = await run(`{ ...F0 } ${circle.join(' ')}`);
    expect(errors?.[0]?.message).toMatch(/^Validation error of type FragmentCycle/);
  });
});

describe('the time of a request', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends after 30 seconds, with ExecutionTimeout at the unfinished field', async () => {
    const { run } = openShop({
      'Query.order': () => new Promise(() => undefined),
      'Query.page': () => 'here',
    });
    let over = false;
    const answer = run('{ order { id } page }').finally(() => (over = true));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const { data, errors } = await answer;
    expect(data).toEqual({ order: null, page: 'here' });
    expect(errors).toMatchObject([
      { path: ['order'], errorType: 'ExecutionTimeout', message: 'Execution timed out.' },
    ]);
  });
});

describe('a request whose time is over', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts no further mutation', async () => {
    const ran: string[] = [];
    const { run, events } = openShop({
      'Mutation.touch': () => {
        ran.push('touch');
        return new Promise(() => undefined);
      },
      'Mutation.cancelOrder': () => {
        ran.push('cancelOrder');
        return order;
      },
    });
    const answer = run('mutation { touch cancelOrder(id: "o1") { id } }');
    await vi.advanceTimersByTimeAsync(30_000);
    const { data, errors } = await answer;
    expect(data).toEqual({ touch: null, cancelOrder: null });
    expect(errors).toMatchObject([
      { path: ['touch'], errorType: 'ExecutionTimeout' },
      { path: ['cancelOrder'], errorType: 'ExecutionTimeout' },
    ]);
    expect(ran).toEqual(['touch']);
    expect(events).toEqual([]);
  });
});

describe('the operation to run', () => {
  const two = 'query A { page } query B { stamp }';

  it('is selected by name', async () => {
    const { engine } = openShop({ 'Query.page': () => 'a', 'Query.stamp': () => 'b' });
    expect((await engine.execute({ query: two, operationName: 'B' }, ada, {})).data).toEqual({
      stamp: 'b',
    });
  });

  it('must have a known name where there are several', async () => {
    const { engine } = openShop({});
    const refused = { errorType: 'MalformedHttpRequestException' };
    await expect(engine.execute({ query: two }, ada, {})).rejects.toMatchObject(refused);
    await expect(engine.execute({ query: two, operationName: 'C' }, ada, {})).rejects.toMatchObject(
      refused,
    );
  });

  it('is not a subscription over HTTP', async () => {
    const { run } = openShop({});
    const { data, errors } = await run('subscription { onAnyOrder { id } }');
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });
});
