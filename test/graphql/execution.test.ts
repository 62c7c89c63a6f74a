import { describe, expect, it } from 'vitest';

import type { ResolverContext } from '../../local/appsync/types.js';
import { Answer, failing, identity, openShop } from './shop.js';

const order = {
  id: 'o1',
  customer: 'ada',
  total: 12,
  lines: [{ item: { id: 'i1', name: 'Pen', price: 1.5 }, amount: 2 }],
};

describe('a query', () => {
  it('returns what it selects, by response key and in its order', async () => {
    const { run } = openShop({ 'Query.order': () => order });
    const { data, errors } = await run(
      '{ mine: order(id: "o1") { total id lines { item { name } } __typename } }',
    );
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(
      '{"mine":{"total":12,"id":"o1","lines":[{"item":{"name":"Pen"}}],"__typename":"Order"}}',
    );
  });

  it('runs resolvers of nested fields with the parent as source', async () => {
    const sources: unknown[] = [];
    const { run } = openShop({
      'Query.orders': () => [order, { ...order, id: 'o2' }],
      'Order.main': ({ source }) => {
        sources.push(source);
        return order.lines[0];
      },
    });
    const { data } = await run('{ orders { id main { amount } } }');
    expect(data).toEqual({
      orders: [
        { id: 'o1', main: { amount: 2 } },
        { id: 'o2', main: { amount: 2 } },
      ],
    });
    expect(sources).toEqual([order, { ...order, id: 'o2' }]);
  });

  it('resolves its root fields side by side', async () => {
    const started: string[] = [];
    let release: (() => void) | undefined;
    const bothStarted = new Promise<void>((resolve) => (release = resolve));
    const slow = async ({ info }: ResolverContext) => {
      started.push(info.fieldName);
      if (started.length === 2) release?.();
      await bothStarted;
      return null;
    };
    const { run } = openShop({ 'Query.order': slow, 'Query.item': slow });
    expect((await run('{ order { id } item(id: "1") { id } }')).data).toEqual({
      order: null,
      item: null,
    });
  });

  it('gives null for a field without resolver and property', async () => {
    const { run } = openShop({ 'Query.order': () => ({ id: 'o1' }) });
    expect((await run('{ order { id customer } item(id: "1") { id } }')).data).toEqual({
      order: { id: 'o1', customer: null },
      item: null,
    });
  });

  it('finds the type of a union’s or interface’s value by its __typename', async () => {
    const { run } = openShop({
      'Query.things': () => [
        { __typename: 'Item', id: 'i1', name: 'Pen' },
        { __typename: 'Note', text: 'hello' },
      ],
    });
    const { data } = await run(
      '{ things { __typename ... on Item { name } ... on Note { text } } }',
    );
    expect(data).toEqual({
      things: [
        { __typename: 'Item', name: 'Pen' },
        { __typename: 'Note', text: 'hello' },
      ],
    });

    const named = openShop(
      {
        'Query.named': () => [
          { __typename: 'A', name: 'a', x: 1, y: 2 },
          { __typename: 'B', name: 'b', x: 1, y: 2 },
        ],
      },
      {
        schema: `
          interface Named { name: String }
          type A implements Named { name: String x: Int }
          type B implements Named { name: String y: Int }
          type Query { named: [Named] }
        `,
      },
    );
    expect((await named.run('{ named { name ... on A { x } ... on B { y } } }')).data).toEqual({
      named: [
        { name: 'a', x: 1 },
        { name: 'b', y: 2 },
      ],
    });
  });
});

describe('the context of a resolver', () => {
  const contextOf = async (
    query: string,
    variables?: Record<string, unknown>,
    field = 'Query.order',
  ) => {
    let seen: ResolverContext | undefined;
    const { run } = openShop({
      [field]: (context) => {
        seen = context;
        return null;
      },
    });
    const answer = await run(query, variables);
    if (!seen) throw new Error(`the resolver did not run: ${JSON.stringify(answer.errors)}`);
    return seen;
  };

  it('has identity, request, environment and an empty stash', async () => {
    const query = 'query ($id: ID) { order(id: $id) { total } }';
    expect(await contextOf(query, { id: '7' })).toEqual({
      arguments: { id: '7' },
      identity,
      source: null,
      stash: {},
      request: { headers: { host: 'shop.example' }, domainName: null },
      env: { STAGE: 'test' },
      info: {
        fieldName: 'order',
        parentTypeName: 'Query',
        variables: { id: '7' },
        selectionSetList: ['total'],
        selectionSetGraphQL: '{\n  total\n}',
      },
    });
  });

  it('has null for an omitted variable, and nothing for an omitted argument', async () => {
    const { arguments: args } = await contextOf('query ($id: ID) { order(id: $id) { id } }', {});
    expect(args).toEqual({ id: null });
    expect(Object.keys(args)).toEqual(['id']);
  });

  it('leaves out a field of an input object whose variable is omitted', async () => {
    const query =
      'query ($c: String, $s: State) { order(filter: { customer: $c, state: $s }) { id } }';
    const { arguments: args } = await contextOf(query, { s: 'OPEN' });
    expect(args).toEqual({ filter: { state: 'OPEN' } });
    expect(Object.keys(args.filter as object)).toEqual(['state']);
  });

  it('never has a default of the schema, as on AppSync', async () => {
    expect((await contextOf('{ page }', {}, 'Query.page')).arguments).toEqual({});
    const placed = await contextOf(
      'mutation ($input: OrderInput!) { placeOrder(input: $input) { id } }',
      { input: { customer: 'ada', lines: [{ item: 'i1' }] } },
      'Mutation.placeOrder',
    );
    expect(placed.arguments).toEqual({ input: { customer: 'ada', lines: [{ item: 'i1' }] } });
    const written = await contextOf(
      'mutation { placeOrder(input: { customer: "ada", lines: [{ item: "i1" }] }) { id } }',
      {},
      'Mutation.placeOrder',
    );
    expect(written.arguments).toEqual(placed.arguments);
  });

  it('has the default of the query’s own variable', async () => {
    const { arguments: args } = await contextOf(
      'query ($n: Int = 7) { page(limit: $n) }',
      {},
      'Query.page',
    );
    expect(args).toEqual({ limit: 7 });
  });

  it('lists the selection by response keys, with fragments merged and directives applied', async () => {
    const { info } = await contextOf(
      `query ($no: Boolean!) {
        order { id sum: total ... on Order { lines { item { label: name } } } ...more
                customer @skip(if: $no) placedAt @include(if: $no) __typename }
      }
      fragment more on Order { lines { amount } main { amount } }`,
      { no: false },
    );
    expect(info.selectionSetList).toEqual([
      'id',
      'sum',
      'lines',
      'lines/item',
      'lines/item/label',
      'lines/amount',
      'main',
      'main/amount',
      'customer',
      '__typename',
    ]);
  });

  it('has the selection as text, with named fragments as written', async () => {
    const { info } = await contextOf(
      'query{order{id sum:total lines{item{name}}...on Order{customer}...more}} fragment more on Order{placedAt}',
    );
    expect(info.selectionSetGraphQL).toBe(
      '{\n  id\n  sum: total\n  lines {\n    item {\n      name\n    }\n  }\n  ... on Order {\n    customer\n  }\n  ... more\n}',
    );
  });

  it('has an empty selection for a field of a scalar type', async () => {
    const { info } = await contextOf('{ count }', {}, 'Query.count');
    expect(info.selectionSetList).toEqual([]);
    expect(info.selectionSetGraphQL).toBe('');
  });
});

describe('a mutation', () => {
  const place = 'mutation { placeOrder(input: { customer: "ada" }) { id } }';

  it('is published with its result, reduced to its own selection and keyed by response key', async () => {
    const { run, events } = openShop({ 'Mutation.placeOrder': () => order });
    await run(
      'mutation { placeOrder(input: { customer: "a" }) { id sum: total lines { amount } } }',
    );
    expect(events).toEqual([
      { fieldName: 'placeOrder', payload: { id: 'o1', sum: 12, lines: [{ amount: 2 }] } },
    ]);
  });

  it('runs its fields one after the other, each published before the next begins', async () => {
    const log: string[] = [];
    const { run, events } = openShop({
      'Mutation.placeOrder': () => {
        log.push(`place ${events.length}`);
        return order;
      },
      'Mutation.cancelOrder': () => {
        log.push(`cancel ${events.length}`);
        return order;
      },
    });
    await run(
      'mutation { a: placeOrder(input: { customer: "a" }) { id } b: cancelOrder(id: "o1") { id } }',
    );
    expect(log).toEqual(['place 0', 'cancel 1']);
    expect(events.map((event) => event.fieldName)).toEqual(['placeOrder', 'cancelOrder']);
  });

  it('is not published when it fails or gives null', async () => {
    const failed = openShop({ 'Mutation.placeOrder': () => failing('no', 'Refused') });
    await failed.run(place);
    const none = openShop({ 'Mutation.placeOrder': () => null });
    await none.run(place);
    expect([failed.events, none.events]).toEqual([[], []]);
  });

  it('is published when it appends an error to its data', async () => {
    const { run, events } = openShop({
      'Mutation.placeOrder': () =>
        new Answer({
          value: order,
          errors: [{ message: 'late', errorType: null, data: null, errorInfo: null }],
        }),
    });
    const { data, errors } = await run(place);
    expect(data).toEqual({ placeOrder: { id: 'o1' } });
    expect(errors).toHaveLength(1);
    expect(events).toHaveLength(1);
  });

  it('passes on five invalidations and has an error for the sixth', async () => {
    const invalidation = (n: number) => ({ subscriptionField: 'onAnyOrder', payload: { n } });
    const answer = (...numbers: number[]) =>
      new Answer({ value: order, extensions: { invalidations: numbers.map(invalidation) } });
    const { run, invalidated } = openShop({
      'Mutation.placeOrder': () => answer(1, 2, 3, 4),
      'Mutation.cancelOrder': () => answer(4, 5, 6, 7),
    });
    const { data, errors } = await run(
      'mutation { placeOrder(input: { customer: "a" }) { id } cancelOrder(id: "o1") { id } }',
    );
    expect(invalidated).toEqual([1, 2, 3, 4, 5].map(invalidation));
    expect(errors).toMatchObject([{ path: ['cancelOrder'] }]);
    expect(data).toEqual({ placeOrder: { id: 'o1' }, cancelOrder: { id: 'o1' } });
  });
});

describe('response headers', () => {
  it('come with the response', async () => {
    const { run } = openShop({
      'Query.order': () => new Answer({ extensions: { responseHeaders: { 'x-shop': 'open' } } }),
    });
    expect((await run('{ order { id } }')).responseHeaders).toEqual({ 'x-shop': 'open' });
  });
});

describe('the extensions of a response', () => {
  it('say how many entries of the cache all fields evicted', async () => {
    const { run } = openShop({
      'Mutation.placeOrder': () => new Answer({ value: { id: 'o1' }, cacheEntriesDeleted: 2 }),
      'Mutation.cancelOrder': () => new Answer({ value: { id: 'o1' }, cacheEntriesDeleted: 1 }),
    });
    const { extensions } = await run(
      'mutation { placeOrder(input: { customer: "a" }) { id } cancelOrder(id: "o1") { id } }',
    );
    expect(extensions).toEqual({ apiCacheEntriesDeleted: 3 });
  });

  it('are left out where nothing was evicted', async () => {
    const { run } = openShop({
      'Mutation.cancelOrder': () => new Answer({ value: { id: 'o1' }, cacheEntriesDeleted: 0 }),
    });
    expect(await run('mutation { cancelOrder(id: "o1") { id } }')).not.toHaveProperty('extensions');
  });
});
