import { describe, expect, it } from 'vitest';

import { BadRequestError } from '../../local/appsync/graphql/errors.js';
import { ada, openShop, type Resolver } from './shop.js';

const schema = `
  type Query { account: Account node: Node plain: User accounts: [Account!]! }
  type Mutation { make: Account touch: Account }
  type Subscription { made: Account @aws_subscribe(mutations: ["make"]) }
  union Account = User | Company
  interface Node { id: ID owner: Account }
  type User implements Node { id: ID owner: Account name: String friend: Node }
  type Company implements Node { id: ID owner: Account tax: String }
`;
const open = (resolvers: Readonly<Record<string, Resolver>>) => openShop(resolvers, { schema });

describe('ctx.info.selectionSetList', () => {
  const listOf = async (field: string, selection: string) => {
    let list: unknown;
    const shop = open({
      [`Query.${field}`]: ({ info }) => {
        list = info.selectionSetList;
        return null;
      },
    });
    const { errors } = await shop.run(`{ ${field} ${selection} } fragment F on User { name }`);
    expect(errors ?? []).toEqual([]);
    return list;
  };

  it('is empty for a union with fragments', async () => {
    const selection = '{ ... on User { id name } ... on Company { tax } ...F }';
    expect(await listOf('account', selection)).toEqual([]);
  });

  it('has only the fields of an interface, not those of fragments on its types', async () => {
    const selection =
      '{ id ... on User { name } ... on Node { owner { ... on User { id } } } ...F }';
    expect(await listOf('node', selection)).toEqual(['id', 'owner']);
  });

  it('has the fields of an object, also from fragments on its interfaces', async () => {
    const selection = '{ id ...F ... on Node { again: id } friend { id ... on Company { tax } } }';
    expect(await listOf('plain', selection)).toEqual([
      'id',
      'name',
      'again',
      'friend',
      'friend/id',
    ]);
  });
});

describe('a value of a union or interface', () => {
  const message = (type: string) =>
    `Could not determine the exact type of ${type}. Missing __typename key on value.'`;

  it.each<[query: string, type: string, resolvers: Record<string, Resolver>]>([
    ['{ account { __typename } }', 'Account', { 'Query.account': () => ({ id: '1' }) }],
    ['{ node { id } }', 'Node', { 'Query.node': () => ({ id: '1' }) }],
    ['{ node { id } }', 'Node', { 'Query.node': () => ({ __typename: 'Query' }) }],
    [
      '{ accounts { __typename } }',
      'Account',
      { 'Query.accounts': () => [{ __typename: 'User' }, { id: '2' }] },
    ],
    ['{ plain { friend { id } } }', 'Node', { 'Query.plain': () => ({ friend: { id: '2' } }) }],
    ['mutation { make { __typename } }', 'Account', { 'Mutation.make': () => ({ id: '1' }) }],
  ])('without a type of its own refuses the whole request: %s', async (query, type, resolvers) => {
    const shop = open(resolvers);
    const refused = shop.run(query);
    await expect(refused).rejects.toBeInstanceOf(BadRequestError);
    await expect(refused).rejects.toMatchObject({
      errorType: 'BadRequestException',
      statusCode: 400,
      message: message(type),
    });
    expect(shop.events).toEqual([]);
  });

  it('refuses the request also beside fields that go on', async () => {
    let isDone = false;
    const shop = open({
      'Query.account': () => ({}),
      'Query.plain': async () => {
        await Promise.resolve();
        isDone = true;
        return { id: '1', friend: {} };
      },
    });
    const query = '{ account { __typename } plain { id friend { id } } }';
    await expect(shop.run(query)).rejects.toThrow(message('Account'));
    expect(isDone).toBe(true);
  });

  it('ends a mutation before the next field', async () => {
    let touched = false;
    const shop = open({
      'Mutation.make': () => ({}),
      'Mutation.touch': () => {
        touched = true;
        return null;
      },
    });
    const query = 'mutation { make { __typename } touch { __typename } }';
    await expect(shop.run(query)).rejects.toThrow(message('Account'));
    expect(touched).toBe(false);
  });

  it('gives an event without data in a subscription', async () => {
    const { engine } = open({});
    const query = 'subscription { made { __typename ... on User { name } } }';
    const accepted = await engine.subscribe({ query }, ada, {});
    if (accepted.kind !== 'ACCEPTED') throw new Error('refused');
    expect(accepted.render({ __typename: 'User', name: 'Ada' })).toEqual({
      data: { made: { __typename: 'User', name: 'Ada' } },
    });
    expect(accepted.render({ name: 'Ada' })).toEqual({
      data: null,
      errors: [{ errorType: 'BadRequestException', message: message('Account'), path: ['made'] }],
    });
  });

  it('refuses a subscription whose resolver returns it', async () => {
    const { engine } = open({ 'Subscription.made': () => ({ name: 'Ada' }) });
    const query = 'subscription { made { __typename } }';
    expect(await engine.subscribe({ query }, ada, {})).toEqual({
      kind: 'REFUSED',
      errors: [{ message: message('Account') }],
    });
  });
});
