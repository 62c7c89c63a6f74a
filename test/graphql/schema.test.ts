import { describe, expect, it } from 'vitest';

import { SchemaError } from '../../local/appsync/schema/errors.js';
import { ada, openShop, shopSchema } from './shop.js';

const refusal = (schema: string, resolvers: readonly string[] = []): string => {
  try {
    openShop(Object.fromEntries(resolvers.map((key) => [key, () => null])), { schema });
  } catch (error) {
    expect(error).toBeInstanceOf(SchemaError);
    return (error as SchemaError).message;
  }
  return 'accepted';
};

const withMutation = (mutation: string, subscription: string) => `
  type Query { a: String }
  type Post { id: ID! }
  type Comment { id: ID! }
  type Mutation { ${mutation} }
  type Subscription { ${subscription} }
`;

describe('a schema is accepted', () => {
  it('with AppSync’s scalars and directives, without a declaration of them', () => {
    expect(refusal(shopSchema)).toBe('accepted');
    const all = `type Query @aws_iam @aws_api_key @aws_oidc @aws_lambda @aws_cognito_user_pools(cognito_groups: ["a"]) {
      a: AWSDate @aws_auth(cognito_groups: ["a"]) b: AWSTime c: AWSDateTime d: AWSTimestamp e: AWSEmail
      f: AWSJSON g: AWSURL h: AWSPhone i: AWSIPAddress
    }`;
    expect(refusal(all)).toBe('accepted');
  });

  it('when a subscription differs from its mutation in nullability only', () => {
    const subscription = 'made: Post @aws_subscribe(mutations: ["make"])';
    expect(refusal(withMutation('make: Post!', subscription))).toBe('accepted');
  });

  it('with a subscription to several mutations, and one to none', async () => {
    const subscription = 'made: Post @aws_subscribe(mutations: ["make", "change"]) other: Post';
    const schema = withMutation('make: Post change: Post', subscription);
    expect(refusal(schema)).toBe('accepted');
    const { engine } = openShop({}, { schema });
    const mutationsOf = (field: string) =>
      engine.subscribe({ query: `subscription { ${field} { id } }` }, ada, {});
    expect(await mutationsOf('made')).toMatchObject({ mutations: ['make', 'change'] });
    expect(await mutationsOf('other')).toMatchObject({ kind: 'ACCEPTED', mutations: [] });
  });
});

describe('a schema is refused', () => {
  it('when the type of a subscription differs from its mutation, and the error names both ends', () => {
    const text = refusal(
      withMutation('make: Post', 'made: Comment @aws_subscribe(mutations: ["make"])'),
    );
    expect(text).toMatch(
      /^Schema has the following errors: - The subscription has an invalid output type\./,
    );
    expect(text).toContain('Subscription.made is Comment');
    expect(text).toContain('Mutation.make is Post');
  });

  it('when a subscription is a list and its mutation is not', () => {
    const subscription = 'made: [Post] @aws_subscribe(mutations: ["make"])';
    expect(refusal(withMutation('make: Post', subscription))).toContain('invalid output type');
  });

  it('when a subscription names a mutation that does not exist', () => {
    const text = refusal(
      withMutation('make: Post', 'made: Post @aws_subscribe(mutations: ["mkae"])'),
    );
    expect(text).toContain('Subscription.made');
    expect(text).toContain("'mkae'");
  });

  it.each([
    ['an own scalar', 'scalar Money type Query { a: Money }', "'Money'"],
    [
      'a scalar of AppSync’s declared again',
      'scalar AWSDate type Query { a: AWSDate }',
      'Schema contains duplicate type names.',
    ],
    [
      'a directive of AppSync’s declared again',
      'directive @aws_iam on OBJECT type Query { a: ID }',
      'Schema contains duplicate type names.',
    ],
    [
      'a type twice',
      'type Query { a: A } type A { b: ID } type A { c: ID }',
      'Schema contains duplicate type names.',
    ],
    ['an unknown type', 'type Query { a: Nope }', 'Nope'],
    ['no query', 'type A { b: ID }', 'Query'],
    ['broken text', 'type Query {', 'Syntax Error'],
    ['an unknown directive', 'type Query { a: ID @nope }', '@nope'],
  ])('for %s', (_what, schema, text) => {
    expect(refusal(schema)).toContain(text);
  });
});

describe('a resolver is refused', () => {
  it('for a field that its type does not have, and the error names both ends', () => {
    const text = refusal(shopSchema, ['Query.ordr']);
    expect(text).toContain("'Query.ordr'");
    expect(text).toContain("'ordr'");
  });

  it.each(['Nope.field', 'State.OPEN', 'Query', 'OrderInput.customer', 'Thing.id'])(
    'for anything but a field of an object type: %s',
    (key) => {
      expect(refusal(shopSchema, [key])).toContain(`'${key}'`);
    },
  );

  it('together with every other problem', () => {
    const schema = withMutation('make: Post', 'made: Comment @aws_subscribe(mutations: ["make"])');
    const text = refusal(schema, ['Query.b', 'Query.c']);
    for (const part of ['Subscription.made', 'Query.b', 'Query.c']) expect(text).toContain(part);
  });
});
