import { describe, expect, it } from 'vitest';

import { SchemaError } from '../../local/appsync/schema/errors.js';
import type { AuthType } from '../../local/appsync/types.js';
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

const problemsOf = (schema: string) => {
  try {
    openShop({}, { schema });
  } catch (error) {
    return (error as SchemaError).problems;
  }
  return [];
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
    [
      'a type extension',
      'type Query { a: ID } extend type Query { b: ID }',
      "'extend type Query': AppSync does not support type extensions.",
    ],
    [
      'an extension of an input',
      'type Query { a(i: I): ID } input I { b: ID } extend input I { c: ID }',
      "'extend input I': AppSync does not support type extensions.",
    ],
    ['a directive without a required argument', 'type Query { a: ID @deprecated(reason: 1) }', '1'],
  ])('for %s', (_what, schema, text) => {
    expect(refusal(schema)).toContain(text);
  });
});

describe('a semicolon in a schema', () => {
  it('is ignored, with one warning that names the place', () => {
    const { engine } = openShop({}, { schema: 'type Query {\n  a(b: Int; c: Int): ID;\n}' });
    expect(engine.warnings).toEqual([
      {
        message: 'AppSync ignores `;`, which is not GraphQL: other tools refuse it.',
        line: 2,
        column: 11,
      },
    ]);
  });

  it('stays where it is text, without a warning', async () => {
    const schema = `# a; "
""" b; "c; """
type Query { d: ID @deprecated(reason: "e;\\"f") } # "`;
    const shop = openShop({}, { schema });
    expect(shop.engine.warnings).toEqual([]);
    const fields = 'fields(includeDeprecated: true) { deprecationReason }';
    const { data } = await shop.run(`{ __type(name: "Query") { description ${fields} } }`);
    expect(data).toEqual({
      __type: { description: ' b; "c; ', fields: [{ deprecationReason: 'e;"f' }] },
    });
  });

  it('does not hide other characters that are not GraphQL', () => {
    expect(problemsOf('type Query {\n  a: ID; ?\n}')).toMatchObject([{ line: 2, column: 10 }]);
  });
});

describe('a problem of a schema', () => {
  it.each<[what: string, schema: string, line: number, column: number]>([
    ['that is no SDL', 'type Query {\n  a: ]\n}', 2, 6],
    ['with an unknown type', 'type Query {\n  a: Nope\n}', 2, 6],
    ['with a type extension', 'type Query { a: ID }\nextend type Query { b: ID }', 2, 1],
    ['with a type twice', 'type Query { a: A }\ntype A { b: ID }\ntype A { c: ID }', 3, 1],
    ['with a custom scalar', 'type Query { a: Money }\n  scalar Money', 2, 3],
    [
      'with an interface that is not implemented',
      'type Query { a: A }\ninterface I { b: ID! }\ntype A implements I { b: ID }',
      2,
      18,
    ],
  ])('has its line and column: %s', (_what, schema, line, column) => {
    const [problem, ...more] = problemsOf(schema);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ line, column });
    expect(problem?.message).not.toContain('\n');
  });

  it('is one of several, each on its own', () => {
    const problems = problemsOf('type Query { a: Nope\n b: Nay }');
    expect(problems.map(({ line }) => line)).toEqual([1, 2]);
  });
});

describe('the scalar Long', () => {
  const schema = 'type Query { n(n: Long): Long }';
  const shop = openShop({ 'Query.n': ({ arguments: { n } }) => n }, { schema });
  const given = async (n: unknown) => (await shop.run('query ($n: Long) { n(n: $n) }', { n })).data;

  it('is known without a declaration, which is refused', () => {
    expect(refusal(schema)).toBe('accepted');
    expect(refusal(`scalar Long ${schema}`)).not.toBe('accepted');
  });

  it.each([0, -1, 2_147_483_648, -9_007_199_254_740_991, 9_007_199_254_740_991])(
    'takes %j as a variable, a literal and a result',
    async (n) => {
      expect(await given(n)).toEqual({ n });
      expect((await shop.run(`{ n(n: ${n}) }`)).data).toEqual({ n });
    },
  );

  it.each([1.5, 1e19, true, 'x'])('refuses %j', async (n) => {
    const { data, errors } = await shop.run('query ($n: Long) { n(n: $n) }', { n });
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toMatch(
      /^Variable 'n' has an invalid value\. Expected type 'Long'/,
    );
  });

  it('ends at 64 bits', async () => {
    expect((await shop.run('{ n(n: 9223372036854775807) }')).errors).toBeUndefined();
    expect((await shop.run('{ n(n: 9223372036854775808) }')).errors).toHaveLength(1);
    expect((await shop.run('{ n(n: -9223372036854775808) }')).errors).toBeUndefined();
    expect((await shop.run('{ n(n: -9223372036854775809) }')).errors).toHaveLength(1);
  });
});

describe('directives', () => {
  const warningsOf = (schema: string, modes?: readonly AuthType[]) =>
    openShop({}, { schema, ...(modes && { modes }) }).engine.warnings;

  it.each(['aws_cognito_user_pools', 'aws_iam', 'aws_api_key', 'aws_oidc', 'aws_lambda'])(
    'of authorization are accepted on inputs, interfaces and unions: @%s',
    (name) => {
      const schema = `type Query { a(i: I): U b: F } input I @${name} { x: ID } interface F @${name} { x: ID }
        type A implements F { x: ID } union U @${name} = A enum E @${name} { X }`;
      expect(refusal(schema)).toBe('accepted');
      expect(warningsOf(schema).map(({ message }) => message)).toEqual(
        ['INPUT_OBJECT', 'INTERFACE', 'UNION', 'ENUM'].map(
          (place) => `The directive @${name} has no effect here (${place}).`,
        ),
      );
    },
  );

  it('that AppSync does not know are accepted, with a warning that names the line', () => {
    const schema = 'type Query {\n  a: ID @aws_subscibe(mutations: ["b"])\n  b(c: ID @nope): ID\n}';
    expect(warningsOf(schema)).toEqual([
      {
        message: 'AppSync does not know the directive @aws_subscibe and ignores it.',
        line: 2,
        column: 9,
      },
      { message: 'AppSync does not know the directive @nope and ignores it.', line: 3, column: 11 },
    ]);
  });

  it('of source APIs of a merged API are accepted without a warning', () => {
    const schema = 'type Query { a: A @hidden } type A @canonical { b: ID @renamed(to: "c") }';
    expect(warningsOf(schema)).toEqual([]);
  });

  it('@aws_publish connects a mutation with its subscriptions', async () => {
    const schema = withMutation('make: Post @aws_publish(subscriptions: ["made"])', 'made: Post');
    const { engine } = openShop({}, { schema });
    const query = 'subscription { made { id } }';
    expect(await engine.subscribe({ query }, ada, {})).toMatchObject({ mutations: ['make'] });
  });

  it('that leave a field to no configured mode are named', () => {
    const schema =
      'type Query { a: ID b: ID @aws_iam c: A } type A @aws_oidc { d: ID e: ID @aws_api_key }';
    expect(warningsOf(schema)).toEqual([
      {
        message:
          'No authorization mode of this API can read Query.b, A.d, A.e: their directives name other modes.',
      },
    ]);
    expect(warningsOf(schema, ['User Pool Authorization', 'API Key Authorization'])).toEqual([
      {
        message:
          'No authorization mode of this API can read Query.b, A.d: their directives name other modes.',
      },
    ]);
    expect(warningsOf(shopSchema)).toEqual([]);
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
