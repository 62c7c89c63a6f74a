import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Context, isLike } from '../../local/iam/conditions.js';
import { decide, readPolicy } from '../../local/iam/policy.js';
import { cases } from '../support/cases.js';

type Condition = Record<string, Record<string, unknown>>;

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/notes';
const OTHER_TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/others';

const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: TABLE,
  ...more,
});
const policy = (...statements: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** Whether a policy lets a request through. */
function allows(
  document: unknown,
  { action = 'dynamodb:GetItem', resource = TABLE, context = {} as Context } = {},
): boolean {
  return decide(readPolicy(document), { action, resource, context }).allowed;
}

/** Whether a condition holds for these values of the request. */
const holds = (Condition: Condition, context: Context = {}): boolean =>
  allows(policy(allow({ Condition })), { context });

describe('Actions and resources', () => {
  test('what no statement allows is denied', () => {
    expect(allows(policy(allow()))).toBe(true);
    expect(allows(policy(allow()), { action: 'dynamodb:PutItem' })).toBe(false);
    expect(allows(policy(allow()), { resource: OTHER_TABLE })).toBe(false);
    expect(allows(policy())).toBe(false);
  });

  test.each([
    ['*', 'dynamodb:GetItem', true],
    ['dynamodb:*', 'dynamodb:Scan', true],
    ['dynamodb:*Item', 'dynamodb:BatchGetItem', true],
    ['dynamodb:*Item', 'dynamodb:Scan', false],
    ['dynamodb:?etItem', 'dynamodb:GetItem', true],
    ['dynamodb:?etItem', 'dynamodb:BatchGetItem', false],
    ['DynamoDB:getitem', 'dynamodb:GetItem', true],
    ['dynamodb.GetItem', 'dynamodb:GetItem', false],
    ['dynamodb:Get.*', 'dynamodb:GetItem', false],
  ])('the action %s names %s: %s', (Action, action, expected) => {
    expect(allows(policy(allow({ Action })), { action })).toBe(expected);
  });

  test.each([
    ['*', true],
    [TABLE, true],
    [`${TABLE}/index/*`, false],
    ['arn:aws:dynamodb:*:*:table/notes', true],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/NOTES', false],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/note?', true],
    ['arn:aws:dynamodb:us-east-1:000000000000:table/note', false],
  ])('the resource %s is the table of notes: %s', (Resource, expected) => {
    expect(allows(policy(allow({ Resource })))).toBe(expected);
  });

  test('NotAction is every action but those, NotResource every resource but those', () => {
    const notAction = policy({ Effect: 'Allow', NotAction: ['dynamodb:Get*'], Resource: '*' });
    expect(allows(notAction)).toBe(false);
    expect(allows(notAction, { action: 'dynamodb:PutItem' })).toBe(true);
    const notResource = policy({
      Effect: 'Allow',
      Action: '*',
      NotResource: [TABLE, `${TABLE}/*`],
    });
    expect(allows(notResource)).toBe(false);
    expect(allows(notResource, { resource: `${TABLE}/index/byDay` })).toBe(false);
    expect(allows(notResource, { resource: OTHER_TABLE })).toBe(true);
  });

  test('one statement is taken where a list could be', () => {
    expect(allows({ Version: '2012-10-17', Statement: allow() })).toBe(true);
  });
});

describe('A statement that denies', () => {
  const deny = (more: object = {}) => allow({ Effect: 'Deny', ...more });

  test('wins over each that allows, whatever their order', () => {
    for (const document of [policy(allow(), deny()), policy(deny(), allow())]) {
      expect(decide(readPolicy(document), request())).toEqual({
        allowed: false,
        explicit: 'identity',
      });
    }
  });

  test('denies only what it names', () => {
    const document = policy(allow({ Action: '*', Resource: '*' }), deny());
    expect(allows(document)).toBe(false);
    expect(allows(document, { action: 'dynamodb:Query' })).toBe(true);
    expect(allows(document, { resource: OTHER_TABLE })).toBe(true);
  });

  test('counts only where its condition holds', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    const document = policy(allow(), deny({ Condition }));
    expect(allows(document, { context: { 'aws:SecureTransport': ['true'] } })).toBe(true);
    expect(allows(document, { context: { 'aws:SecureTransport': ['false'] } })).toBe(false);
  });

  test('of a resource’s policy is reported as such', () => {
    const statements = [
      ...readPolicy(policy(allow())),
      ...readPolicy(policy({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:*' }), TABLE),
    ];
    expect(decide(statements, request())).toEqual({ allowed: false, explicit: 'resource' });
  });

  const request = () => ({ action: 'dynamodb:GetItem', resource: TABLE, context: {} });
});

describe('The policy of a table', () => {
  const role = 'arn:aws:iam::000000000000:role/reader';
  const context = { 'aws:PrincipalArn': [role] };
  const ofTable = (statement: object) =>
    readPolicy(policy({ Action: 'dynamodb:*', ...statement }), TABLE);
  const own = readPolicy(policy(allow()));
  const request = { action: 'dynamodb:GetItem', resource: TABLE, context };

  test.each<[principal: unknown, denied: boolean, allowed: boolean]>([
    ['*', true, true],
    [{ AWS: '*' }, true, true],
    [{ AWS: [`${role}s`, role] }, true, true],
    [{ AWS: `${role}s` }, false, false],
    [{ Service: 'backup.amazonaws.com' }, false, false],
    // An account is all that is in it; to allow it something leaves the decision to each one's own policies.
    [{ AWS: 'arn:aws:iam::000000000000:root' }, true, false],
    [{ AWS: '000000000000' }, true, false],
    [{ AWS: '111111111111' }, false, false],
  ])('%j: denies the role %s, allows it %s', (Principal, denied, allowed) => {
    const deny = ofTable({ Effect: 'Deny', Principal });
    expect(decide([...own, ...deny], request)).toEqual(
      denied ? { allowed: false, explicit: 'resource' } : { allowed: true },
    );
    expect(decide(ofTable({ Effect: 'Allow', Principal }), request).allowed).toBe(allowed);
  });

  test('is about this table alone', () => {
    const statements = ofTable({ Effect: 'Allow', Principal: '*' });
    expect(decide(statements, { ...request, resource: OTHER_TABLE }).allowed).toBe(false);
  });
});

/** Of each operator: a value of the policy, a value of the request that fits, and one that does not. */
const operators: readonly [operator: string, wanted: string, fits: string, not: string][] = [
  ['StringEquals', 'Blue', 'Blue', 'blue'],
  ['StringEquals', 'B*', 'B*', 'Blue'],
  ['StringEqualsIgnoreCase', 'Blue', 'bLUE', 'green'],
  ['StringLike', 'B?u*', 'Blues', 'blues'],
  ['StringLike', 'a.c', 'a.c', 'abc'],
  ['ArnEquals', 'arn:aws:iam::*:role/a*', 'arn:aws:iam::1:role/ab', 'arn:aws:iam::1:role/b'],
  ['ArnLike', 'arn:aws:x:*:1:store/*', 'arn:aws:x:y:1:store/b', 'arn:aws:x:y:2:c:1:store/b'],
  ['NumericEquals', '10', '10.0', '11'],
  ['NumericLessThan', '10', '9.5', '10'],
  ['NumericLessThanEquals', '10', '10', '10.5'],
  ['NumericGreaterThan', '10', '100', '10'],
  ['NumericGreaterThanEquals', '10', '10', '9'],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2026-01-02T00:00:00Z'],
  ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'],
  ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-01-01T00:00:00Z'],
  ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', '1767225600', '1767225599'],
  ['Bool', 'true', 'true', 'false'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.9', '203.0.114.9'],
  ['IpAddress', '203.0.113.9', '203.0.113.9', '203.0.113.10'],
  ['IpAddress', '0.0.0.0/0', '198.51.100.1', '2001:db8::1'],
  ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::9', '2001:db8:1234:5679::9'],
  ['IpAddress', '127.0.0.0/8', '127.0.0.1', 'not an address'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'QmluYXJ6'],
];
/** The operator that holds where this one does not. */
const opposites: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
};

describe('A condition', () => {
  test.each(operators)('%s %s holds for %s and not for %s', (operator, wanted, fits, not) => {
    const condition = { [operator]: { 'aws:key': wanted } };
    expect(holds(condition, { 'aws:key': [fits] })).toBe(true);
    expect(holds(condition, { 'aws:key': [not] })).toBe(false);
  });

  test.each(operators.filter(([operator]) => operator in opposites))(
    'the opposite of %s %s holds for what does not fit, and without the key',
    (operator, wanted, fits, not) => {
      const condition = { [opposites[operator]!]: { 'aws:key': wanted } };
      expect(holds(condition, { 'aws:key': [fits] })).toBe(false);
      expect(holds(condition, { 'aws:key': [not] })).toBe(true);
      expect(holds(condition)).toBe(true);
    },
  );

  test.each(operators)(
    '%s %s does not hold without the key, and with IfExists it does',
    (...of) => {
      const [operator, wanted, fits, not] = of;
      expect(holds({ [operator]: { 'aws:key': wanted } })).toBe(false);
      const ifExists = { [`${operator}IfExists`]: { 'aws:key': wanted } };
      expect(holds(ifExists)).toBe(true);
      expect(holds(ifExists, { 'aws:key': [fits] })).toBe(true);
      expect(holds(ifExists, { 'aws:key': [not] })).toBe(false);
    },
  );

  test('holds when one of several values fits; its opposite, when none does', () => {
    const context = { 'aws:key': ['b'] };
    expect(holds({ StringEquals: { 'aws:key': ['a', 'b'] } }, context)).toBe(true);
    expect(holds({ StringEquals: { 'aws:key': ['a', 'c'] } }, context)).toBe(false);
    expect(holds({ StringNotEquals: { 'aws:key': ['a', 'b'] } }, context)).toBe(false);
    expect(holds({ StringNotEquals: { 'aws:key': ['a', 'c'] } }, context)).toBe(true);
  });

  test('holds when each operator and each key holds', () => {
    const condition = { StringEquals: { 'aws:a': '1', 'aws:b': '2' }, Bool: { 'aws:c': true } };
    const context = { 'aws:a': ['1'], 'aws:b': ['2'], 'aws:c': ['true'] };
    expect(holds(condition, context)).toBe(true);
    for (const key of Object.keys(context)) {
      expect(holds(condition, { ...context, [key]: ['other'] }), key).toBe(false);
    }
  });

  test('the names of keys count in any case', () => {
    expect(holds({ StringEquals: { 'AWS:Key': 'a' } }, { 'aws:kEY': ['a'] })).toBe(true);
  });

  test('values may be numbers and truth values', () => {
    expect(holds({ NumericLessThan: { 'aws:n': 5 } }, { 'aws:n': ['4'] })).toBe(true);
    expect(holds({ Bool: { 'aws:b': [false] } }, { 'aws:b': ['false'] })).toBe(true);
  });

  test('Null true asks that the key is not there, false that it is and has a value', () => {
    const [isNull, isThere] = [{ Null: { 'aws:key': 'true' } }, { Null: { 'aws:key': false } }];
    for (const [context, there] of [
      [{ 'aws:key': ['a'] }, true],
      [{ 'aws:key': [] }, false],
      [{}, false],
    ] as const) {
      expect(holds(isThere, context)).toBe(there);
      expect(holds(isNull, context)).toBe(!there);
    }
  });

  test('what is no number and no date fits nothing', () => {
    for (const [operator, wanted] of [
      ['NumericEquals', '0'],
      ['NumericLessThan', '1'],
      ['DateLessThan', '2026-01-01'],
    ] as const) {
      for (const value of ['', ' ', 'many']) {
        expect(holds({ [operator]: { 'aws:key': wanted } }, { 'aws:key': [value] })).toBe(false);
      }
    }
  });
});

describe('A condition on a key with several values', () => {
  const key = 'dynamodb:Attributes';

  test.each<[operator: string, values: string[] | undefined, expected: boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'c'], false],
    ['ForAllValues:StringEquals', undefined, true],
    ['ForAllValues:StringEquals', [], true],
    ['ForAllValues:StringNotEquals', ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'c'], false],
    ['ForAllValues:StringNotEquals', undefined, true],
    ['ForAllValues:StringLike', ['a'], true],
    ['ForAnyValue:StringEquals', ['a', 'c'], true],
    ['ForAnyValue:StringEquals', ['c', 'd'], false],
    ['ForAnyValue:StringEquals', undefined, false],
    ['ForAnyValue:StringEquals', [], false],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
    ['ForAnyValue:StringNotEquals', undefined, false],
    ['ForAllValues:StringEqualsIfExists', undefined, true],
    // Seen on AWS: https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w
    ['ForAnyValue:StringEqualsIfExists', undefined, false],
  ])('%s a, b with the values %s: %s', (operator, values, expected) => {
    const context: Context = values === undefined ? {} : { [key]: values };
    expect(holds({ [operator]: { [key]: ['a', 'b'] } }, context)).toBe(expected);
  });
});

describe('A policy that is refused when it is read', () => {
  const refused: readonly [what: string, document: unknown, reason: RegExp][] = [
    ['no document', 'all', /the document/],
    ['no statements', {}, /Statement/],
    ['another effect', policy(allow({ Effect: 'allow' })), /Statement\.0\.Effect/],
    ['no action', policy({ Effect: 'Allow', Resource: '*' }), /Statement\.0: names no action/],
    ['an empty list of actions', policy(allow({ Action: [] })), /Statement\.0: names no action/],
    ['all but none', policy(allow({ Action: undefined, NotAction: [] })), /names no action/],
    ['both kinds of actions', policy(allow({ NotAction: 'a:b' })), /both Action and NotAction/],
    ['no resource', policy(allow({ Resource: undefined })), /names no resource/],
    ['an empty list of resources', policy(allow({ Resource: [] })), /names no resource/],
    ['both kinds of resources', policy(allow({ NotResource: '*' })), /both Resource and NotRes/],
    ['whom it is not about', policy(allow({ NotPrincipal: '*' })), /Statement\.0\.NotPrincipal/],
    ['an object for a resource', policy(allow({ Resource: { Ref: 'T' } })), /Statement\.0\.Res/],
  ];
  test.each(refused)('%s', (_, document, reason) => {
    expect(() => readPolicy(document)).toThrow(reason);
  });

  test.each([
    ...['StringMatches', 'NotBinaryEquals', 'NullIfExists', 'ForAllValues:Null'],
    ...['ForNoValue:StringEquals', 'constructor', 'toString', 'stringequals', ''],
  ])('with the condition operator "%s"', (operator) => {
    const Condition = JSON.parse(`{ "${operator}": { "aws:key": "a" } }`) as object;
    expect(() => readPolicy(policy(allow({ Condition })))).toThrow(
      `the condition operator ${operator} is not known to this host`,
    );
  });

  test.each(['here', '203.0.113.0/33', '2001:db8::/129', '203.0.113.0/', '1.2.3', '/8', ''])(
    'with "%s" for an address',
    (value) => {
      for (const operator of ['IpAddress', 'NotIpAddress', 'NotIpAddressIfExists']) {
        const Condition = { [operator]: { 'aws:SourceIp': ['203.0.113.9', value] } };
        expect(() => readPolicy(policy(allow({ Condition })))).toThrow(
          `${operator}: ${value} is no address and no range of addresses`,
        );
      }
    },
  );

  test.each([
    ['a resource', { Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}' }],
    ['another resource', { Resource: undefined, NotResource: [TABLE, '${*}'] }],
    ['a condition', { Condition: { StringLike: { 'dynamodb:LeadingKeys': '${aws:userid}' } } }],
  ])('with a policy variable in %s', (_, more) => {
    expect(() => readPolicy(policy(allow(more)))).toThrow(
      /the policy variable \$\{.+\} is not served/,
    );
  });

  it('has the current version: in the older one such a text means itself', () => {
    const Condition = { StringEquals: { 'aws:key': '${aws:userid}' } };
    for (const Version of [undefined, '2008-10-17']) {
      const document = { Version, Statement: [allow({ Condition })] };
      expect(allows(document, { context: { 'aws:key': ['${aws:userid}'] } })).toBe(true);
    }
  });
});

describe('A pattern', () => {
  test('fits exactly what a slow and simple matcher says', () => {
    const slow = (text: string, pattern: string): boolean => {
      if (pattern === '') return text === '';
      const [first, rest] = [pattern[0]!, pattern.slice(1)];
      if (first === '*') return slow(text, rest) || (text !== '' && slow(text.slice(1), pattern));
      return text !== '' && (first === '?' || first === text[0]) && slow(text.slice(1), rest);
    };
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '.'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 6 });
    fc.assert(
      fc.property(texts, patterns, (text, pattern) => {
        expect(isLike(text, pattern)).toBe(slow(text, pattern));
      }),
      { numRuns: cases(300, 5_000) },
    );
  });

  test('that is hostile takes no longer than text times pattern', () => {
    // A regular expression with as many stars looks at each way to share the text among them.
    const text = 'a'.repeat(2_000);
    expect(isLike(text, `${'*a'.repeat(500)}*b`)).toBe(false);
    expect(isLike(text, `${'*a'.repeat(500)}*`)).toBe(true);
  });
});
