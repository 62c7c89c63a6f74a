import { describe, expect, it } from 'vitest';

import type {
  AcceptedSubscription,
  Caller,
  RefusedSubscription,
} from '../../local/appsync/types.js';
import { ada, Answer, anybody, failing, identity, openShop, type Resolver } from './shop.js';
import { subOf } from '../support/subOf.js';

type Options = Parameters<typeof openShop>[1];

async function subscribe(
  query: string,
  variables: Record<string, unknown> = {},
  resolvers: Record<string, Resolver> = {},
  options: Options = {},
  caller: Caller = ada,
): Promise<AcceptedSubscription | RefusedSubscription> {
  return openShop(resolvers, options).engine.subscribe({ query, variables }, caller, {});
}

async function accepted(
  ...parameters: Parameters<typeof subscribe>
): Promise<AcceptedSubscription> {
  const subscription = await subscribe(...parameters);
  if (subscription.kind === 'REFUSED') throw new Error(JSON.stringify(subscription.errors));
  return subscription;
}

async function errorsOf(...parameters: Parameters<typeof subscribe>): Promise<unknown> {
  const subscription = await subscribe(...parameters);
  return subscription.kind === 'REFUSED' ? subscription.errors : 'accepted';
}

describe('a subscription', () => {
  it('gives its field, its mutations and its arguments', async () => {
    const subscription = await accepted('subscription { onAnyOrder { id } }');
    expect(subscription).toMatchObject({
      fieldName: 'onAnyOrder',
      mutations: ['placeOrder', 'cancelOrder'],
      arguments: {},
    });
    expect(subscription).not.toHaveProperty('filter');
  });

  it('has null for an argument whose variable is omitted, and nothing for an omitted argument', async () => {
    const query = 'subscription ($c: String) { onPlaceOrder(customer: $c) { id } }';
    expect((await accepted(query)).arguments).toEqual({ customer: null });
    expect((await accepted('subscription { onPlaceOrder(total: 3) { id } }')).arguments).toEqual({
      total: 3,
    });
  });

  it('runs its resolver with the arguments and the identity', async () => {
    const seen: unknown[] = [];
    await accepted(
      'subscription { onPlaceOrder(customer: "ada") { id total } }',
      {},
      {
        'Subscription.onPlaceOrder': ({ arguments: args, identity: who, info }) => {
          seen.push(args, subOf(who), info.parentTypeName, info.selectionSetList);
          return null;
        },
      },
    );
    expect(seen).toEqual([{ customer: 'ada' }, 'sub-of-ada', 'Subscription', ['id', 'total']]);
  });

  it('has the filters that its resolver set', async () => {
    const filterGroup = [{ filters: [{ fieldName: 'customer', operator: 'eq', value: 'ada' }] }];
    const subscription = await accepted(
      'subscription { onAnyOrder { id } }',
      {},
      {
        'Subscription.onAnyOrder': () =>
          new Answer({
            extensions: {
              subscriptionFilter: { filterGroup },
              subscriptionInvalidationFilter: { filterGroup },
            },
          }),
      },
    );
    expect(subscription.filter).toEqual({ filterGroup });
    expect(subscription.invalidationFilter).toEqual({ filterGroup });
  });
});

describe('a subscription is refused', () => {
  it('when its resolver fails, with type and message only', async () => {
    const resolvers = {
      'Subscription.onAnyOrder': () => failing('not yours', 'Forbidden', { a: 1 }, { b: 2 }),
    };
    expect(await errorsOf('subscription { onAnyOrder { id } }', {}, resolvers)).toEqual([
      { errorType: 'Forbidden', message: 'not yours' },
    ]);
  });

  it('when its resolver returns an object without a non-null field', async () => {
    const resolvers = { 'Subscription.onAnyOrder': () => ({}) };
    expect(await errorsOf('subscription { onAnyOrder { id } }', {}, resolvers)).toEqual([
      {
        message:
          "Cannot return null for non-nullable type: 'ID' within parent 'Order' (/onAnyOrder/id)",
      },
    ]);
  });

  it('when it does not parse', async () => {
    expect(await errorsOf('subscription {')).toEqual([
      { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
    ]);
  });

  it('when it is not valid', async () => {
    expect(await errorsOf('subscription { onAnyOrder { nope } }')).toEqual([
      {
        message:
          "Validation error of type FieldUndefined: Field 'nope' in type 'Order' is undefined @ 'onAnyOrder/nope'",
      },
    ]);
  });

  it('when a variable does not fit its type', async () => {
    const query = 'subscription ($t: Int!) { onPlaceOrder(total: $t) { id } }';
    expect(await errorsOf(query, {})).toEqual([
      { message: "Variable 't' has coerced Null value for NonNull type 'Int!'" },
    ]);
  });

  it('when it is a query or a mutation', async () => {
    expect(await errorsOf('{ count }')).toEqual([
      {
        errorType: 'UnsupportedOperation',
        message: 'query not supported through the realtime channel',
      },
    ]);
    expect(await errorsOf('mutation { touch }')).toEqual([
      {
        errorType: 'UnsupportedOperation',
        message: 'mutation not supported through the realtime channel',
      },
    ]);
  });

  it('when it has two root fields', async () => {
    expect(await errorsOf('subscription { onAnyOrder { id } b: onAnyOrder { id } }')).toHaveLength(
      1,
    );
  });

  it('when the caller may not read its field', async () => {
    expect(await errorsOf('subscription { onAnyOrder { id } }', {}, {}, {}, anybody)).toEqual([
      {
        errorType: 'Unauthorized',
        message: 'Not Authorized to access onAnyOrder on type Subscription',
      },
    ]);
  });

  it('without the message of a fault of the host', async () => {
    const shop = openShop({
      'Subscription.onAnyOrder': () => {
        throw new Error('secret');
      },
    });
    const subscription = await shop.engine.subscribe(
      { query: 'subscription { onAnyOrder { id } }' },
      ada,
      {},
    );
    expect(subscription).toMatchObject({
      kind: 'REFUSED',
      errors: [{ errorType: 'InternalFailure' }],
    });
    expect(JSON.stringify(subscription)).not.toContain('secret');
    expect(shop.logged).toHaveLength(1);
  });
});

describe('an event for a subscriber', () => {
  it("is the subscriber's selection of the mutation's payload, with null for what the mutation did not select", async () => {
    const { render } = await accepted(
      'subscription { o: onAnyOrder { __typename number: id customer lines { amount item { name } } } }',
    );
    const payload = { id: 'o1', total: 3, lines: [{ amount: 1, item: { name: 'Pen' } }] };
    expect(render(payload)).toEqual({
      data: {
        o: {
          __typename: 'Order',
          number: 'o1',
          customer: null,
          lines: [{ amount: 1, item: { name: 'Pen' } }],
        },
      },
    });
  });

  it('has an alias of the mutation as a field of that name', async () => {
    const shop = openShop({
      'Mutation.placeOrder': () => ({ id: 'o1', total: 4, customer: 'ada' }),
    });
    await shop.run('mutation { placeOrder(input: { customer: "a" }) { id customer: total } }');
    const { render } = await accepted('subscription { onAnyOrder { id customer total } }');
    expect(render(shop.events[0]?.payload)).toEqual({
      data: { onAnyOrder: { id: 'o1', customer: '4', total: null } },
    });
  });

  it('is null with an error where a non-null field was not selected', async () => {
    const { render } = await accepted('subscription { onAnyOrder { id customer } }');
    expect(render({ customer: 'ada' })).toEqual({
      data: { onAnyOrder: null },
      errors: [
        {
          message:
            "Cannot return null for non-nullable type: 'ID' within parent 'Order' (/onAnyOrder/id)",
          path: ['onAnyOrder', 'id'],
        },
      ],
    });
  });

  it('loses only the nearest nullable parent', async () => {
    const { render } = await accepted(
      'subscription { onAnyOrder { id main { item { name } } lines { item { id } } } }',
    );
    const payload = { id: 'o1', main: { item: {} }, lines: [{ item: { id: '1' } }, { item: {} }] };
    const { data, errors } = render(payload)!;
    expect(data).toEqual({ onAnyOrder: { id: 'o1', main: null, lines: null } });
    expect(errors).toMatchObject([
      { path: ['onAnyOrder', 'main', 'item', 'name'] },
      { path: ['onAnyOrder', 'lines', 1, 'item', 'id'] },
    ]);
  });

  it('is one object for all subscribers with the same query, variables and permissions', async () => {
    const { engine } = openShop({});
    const start = async (total: number, caller = ada) => {
      const query = 'subscription ($t: Int) { onPlaceOrder(total: $t) { id } }';
      const subscription = await engine.subscribe({ query, variables: { t: total } }, caller, {});
      if (subscription.kind === 'REFUSED') throw new Error('refused');
      return subscription;
    };
    const other = { ...ada, identity: { ...identity, sub: 'sub-of-bob' } };
    const [first, second] = [await start(1), await start(1, other)];
    const payload = { id: 'o1' };
    expect(first.render(payload)).toBe(second.render(payload));
    expect(first.render({ id: 'o1' })).not.toBe(first.render(payload));
  });

  it('is not sent where the subscriber may read nothing of the payload', async () => {
    const start = (directives: string) => {
      const schema = `
        type Query { a: String }
        type Mutation { make: Thing @aws_api_key }
        type Subscription { made: Thing @aws_subscribe(mutations: ["make"]) @aws_api_key }
        type Thing ${directives} { id: ID }
      `;
      const modes = ['User Pool Authorization', 'API Key Authorization'] as const;
      return accepted('subscription { made { id } }', {}, {}, { schema, modes }, anybody);
    };
    expect((await start('')).mutations).toEqual([]);
    expect((await start('@aws_cognito_user_pools @aws_api_key')).mutations).toEqual(['make']);
  });
});
