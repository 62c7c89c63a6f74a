import { describe, expect, it } from 'vitest';

import type { AuthType, Caller } from '../../local/appsync/types.js';
import { ada, anybody, identity, openShop } from './shop.js';

const inGroups = (...groups: string[]): Caller => ({ ...ada, identity: { ...identity, groups } });
const denied = (field: string, type: string) => ({
  errorType: 'Unauthorized',
  message: `Not Authorized to access ${field} on type ${type}`,
});

const ask = async (schema: string, modes: readonly AuthType[], caller: Caller, query = '{ a }') => {
  const ran: string[] = [];
  const value = { x: '1', y: '2' };
  const { run } = openShop(
    {
      'Query.a': () => {
        ran.push('a');
        return schema.includes('a: Box') ? value : 'A';
      },
    },
    { schema, modes },
  );
  const { data, errors = [] } = await run(query, {}, caller);
  return { data, ran, errors: errors.map(({ errorType, message }) => ({ errorType, message })) };
};

const both: readonly AuthType[] = ['User Pool Authorization', 'API Key Authorization'];

describe('a field without a directive', () => {
  it('allows callers of the default mode', async () => {
    const schema = 'type Query { a: String }';
    expect((await ask(schema, both, ada)).data).toEqual({ a: 'A' });
    expect((await ask(schema, both, anybody)).data).toEqual({ a: null });
    expect((await ask(schema, [...both].reverse(), anybody)).data).toEqual({ a: 'A' });
  });

  it('is null with an error for callers of any other mode, and its resolver does not run', async () => {
    const { data, errors, ran } = await ask('type Query { a: String }', both, anybody);
    expect(data).toEqual({ a: null });
    expect(errors).toEqual([denied('a', 'Query')]);
    expect(ran).toEqual([]);
  });

  it('reports the denial with exactly AppSync’s keys', async () => {
    const { run } = openShop({}, { schema: 'type Query { a: String }', modes: both });
    const { errors } = await run('{ a }', {}, anybody);
    expect(errors).toEqual([
      {
        path: ['a'],
        data: null,
        errorType: 'Unauthorized',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'Not Authorized to access a on type Query',
      },
    ]);
  });
});

describe('a field with directives', () => {
  it('allows the modes that they name, and not the default mode', async () => {
    const schema = 'type Query { a: String @aws_api_key }';
    expect((await ask(schema, both, anybody)).data).toEqual({ a: 'A' });
    expect((await ask(schema, both, ada)).errors).toEqual([denied('a', 'Query')]);
  });

  it('allows all modes of several directives', async () => {
    const schema = 'type Query { a: String @aws_api_key @aws_cognito_user_pools }';
    for (const caller of [ada, anybody])
      expect((await ask(schema, both, caller)).errors).toEqual([]);
  });

  it('overrides the directives of its type', async () => {
    const schema = 'type Query @aws_api_key { a: String @aws_cognito_user_pools }';
    expect((await ask(schema, both, anybody)).errors).toEqual([denied('a', 'Query')]);
    expect((await ask(schema, both, ada)).errors).toEqual([]);
  });
});

describe('a type with directives', () => {
  const schema = `
    type Query { a: Box @aws_api_key @aws_cognito_user_pools }
    type Box @aws_cognito_user_pools { x: String y: String @aws_api_key }
  `;

  it('allows and denies its fields', async () => {
    expect(await ask(schema, both, anybody, '{ a { x y } }')).toMatchObject({
      data: { a: { x: null, y: '2' } },
      errors: [denied('x', 'Box')],
    });
    expect(await ask(schema, both, ada, '{ a { x y } }')).toMatchObject({
      data: { a: { x: '1', y: null } },
      errors: [denied('y', 'Box')],
    });
  });

  it('leaves __typename readable', async () => {
    expect((await ask(schema, both, anybody, '{ a { __typename } }')).data).toEqual({
      a: { __typename: 'Box' },
    });
  });
});

describe('groups', () => {
  it.each(['aws_auth', 'aws_cognito_user_pools'])(
    'of @%s allow their members only',
    async (name) => {
      const schema = `type Query { a: String @${name}(cognito_groups: ["staff", "boss"]) }`;
      const only: readonly AuthType[] = ['User Pool Authorization'];
      expect((await ask(schema, only, inGroups('boss', 'x'))).errors).toEqual([]);
      expect((await ask(schema, only, inGroups('x'))).errors).toEqual([denied('a', 'Query')]);
      expect((await ask(schema, only, ada)).errors).toEqual([denied('a', 'Query')]);
    },
  );

  it('of @aws_auth have no effect on an API with several modes, as on AppSync', async () => {
    const schema = 'type Query { a: String @aws_auth(cognito_groups: ["staff"]) }';
    expect((await ask(schema, both, ada)).errors).toEqual([]);
    expect((await ask(schema, ['User Pool Authorization'], ada)).errors).toEqual([
      denied('a', 'Query'),
    ]);
  });

  it('of @aws_auth have no effect below the root, as on AppSync', async () => {
    const schema = `
      type Query { a: Box @aws_auth(cognito_groups: ["x"]) }
      type Box {
        x: String @aws_auth(cognito_groups: ["staff"])
        y: String @aws_cognito_user_pools(cognito_groups: ["staff"])
      }
    `;
    const only: readonly AuthType[] = ['User Pool Authorization'];
    expect(await ask(schema, only, inGroups('x'), '{ a { x y } }')).toMatchObject({
      data: { a: { x: '1', y: null } },
      errors: [denied('y', 'Box')],
    });
    expect((await ask(schema, only, inGroups('staff'), '{ a { x y } }')).errors).toEqual([
      denied('a', 'Query'),
    ]);
  });

  describe('with the default action DENY', () => {
    const only: readonly AuthType[] = ['User Pool Authorization'];
    const strict = (groups: string[]): Caller => ({
      ...ada,
      identity: { ...identity, groups, defaultAuthStrategy: 'DENY' },
    });

    it('are required at every root field, and at no other', async () => {
      const opened = `
        type Query { a: Box @aws_auth(cognito_groups: ["staff"]) b: String }
        type Box { x: String y: String }
      `;
      expect(await ask(opened, only, strict(['staff']), '{ a { x } b }')).toMatchObject({
        data: { a: { x: '1' }, b: null },
        errors: [denied('b', 'Query')],
      });
      const schema = `
        type Query { a: String }
        type Mutation { make: String }
        type Subscription { made: String @aws_subscribe(mutations: ["make"]) }
      `;
      expect((await ask(schema, only, strict([]), 'mutation { make }')).errors).toEqual([
        denied('make', 'Mutation'),
      ]);
      const { engine } = openShop({}, { schema, modes: only });
      const subscription = { query: 'subscription { made }' };
      expect(await engine.subscribe(subscription, strict([]), {})).toEqual({
        kind: 'REFUSED',
        errors: [denied('made', 'Subscription')],
      });
    });
  });
});

describe('a mode without an authorizer', () => {
  it.each(['aws_iam', 'aws_oidc', 'aws_lambda'])('denies the field: @%s', async (name) => {
    const { errors } = await ask(`type Query { a: String @${name} }`, both, ada);
    expect(errors).toEqual([denied('a', 'Query')]);
  });
});
