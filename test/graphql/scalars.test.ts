import { describe, expect, it } from 'vitest';

import { CoercionError } from '../../local/appsync/schema/coercing.js';
import { coercingOf } from '../../local/appsync/schema/scalars.js';

const accepts = (type: string, value: unknown) => {
  try {
    coercingOf(type).parseValue(value);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(CoercionError);
    return false;
  }
};

/** Examples of the developer guide (page "scalars") and of reports from the service. */
const good: Record<string, unknown[]> = {
  AWSDate: [
    '1970-01-01',
    '1970-01-01Z',
    '1970-01-01-07:00',
    '1970-01-01+05:30',
    '2024-02-29',
    '1970-01-01+05:30:15',
  ],
  AWSTime: [
    '12:30',
    '12:30Z',
    '12:30:24',
    '12:30:24-07:00',
    '12:30:24.500+05:30',
    '00:00:00.123456789Z',
  ],
  AWSDateTime: [
    '1970-01-01T12:30Z',
    '1970-01-01T12:30:00-07:00',
    '1970-01-01T12:30:24.500+05:30',
    '2020-01-01T00:00+00:00',
    '2026-03-01T12:00:00.1Z',
  ],
  AWSTimestamp: [0, -1, 1_592_331_111, '1592331111'],
  AWSEmail: ['a@b', 'a@b.c', 'username@example.com', 'first.last+tag@mail.example.org'],
  AWSJSON: ['{"upvotes":10}', '[1,2]', '"text"', 'true', 'null', '3'],
  AWSURL: [
    'https://www.amazon.com/dp/B000NZW3KC/',
    'mailto:example@example.com',
    'ftp://h/x?a=//b',
  ],
  AWSPhone: [
    '+1 425 238-4567',
    '206-555-0100',
    '425 555 0100',
    '+44 20 7946 0958',
    '+999 1234',
    '2065550100',
  ],
  AWSIPAddress: ['127.0.0.1', '123.45.67.89/16', '::1', '1a2b:3c4b::1234:4567', '::1/128'],
};

const bad: Record<string, unknown[]> = {
  AWSDate: [
    '1970-1-1',
    '2023-02-29',
    '1970-13-01',
    '19700101',
    '1970-01-01T00:00Z',
    '',
    5,
    null,
    {},
  ],
  AWSTime: ['24:00', '12:60', '12', '12:30:60', '12:30+5', '1:30', '12:30:24.0123456789'],
  AWSDateTime: [
    '2020-05-19T11:5:29.000Z',
    '2024-05-12T07:49:46+0000',
    '2026-05-06T00:00:00.000',
    '2026-05-06 00:00:00Z',
    '2026-05-06T00:00:00.0000000001Z',
    '2026-05-06T00:00:00+19:00',
    1_592_331_111,
  ],
  AWSTimestamp: [1.5, 'now', {}, true],
  AWSEmail: ['a', '@b', 'a@', 'a b@c', '"a b"@c', 'a@b@c', 'a@b.', '.a@b', 'a..b@c'],
  AWSJSON: ['text', '{a:1}', '', "{'a':1}", 5, {}],
  AWSURL: ['www.amazon.com', 'https://a.b/c//d', 'https://', '//a.b', 'https://a b', 5],
  AWSPhone: [
    '1110004444',
    '12',
    'phone',
    '+',
    '206-555-01000',
    '+1 111 000 4444',
    '+44 1234',
    '+44 12345678901234',
  ],
  AWSIPAddress: ['256.1.1.1', '1.2.3', '1.2.3.4/33', '::1/129', 'localhost', '1.2.3.4/'],
};

describe.each(Object.keys(good))('%s', (type) => {
  it.each([
    ...(good[type] ?? []).map((value) => [value, 'taken'] as const),
    ...(bad[type] ?? []).map((value) => [value, 'refused'] as const),
  ])('%j is %s', (value, answer) => {
    expect(accepts(type, value)).toBe(answer === 'taken');
  });
});

describe('a serialized value', () => {
  it('is checked like a parsed one', () => {
    expect(() => coercingOf('AWSDate').serialize('2023-02-29')).toThrow(
      'Unable to serialize `2023-02-29` as a valid date.',
    );
    const checked = Object.keys(good).filter((type) => type !== 'AWSJSON');
    for (const type of checked) {
      const { parseValue, serialize } = coercingOf(type);
      for (const value of good[type] ?? []) expect(serialize(value)).toBe(parseValue(value));
      for (const value of (bad[type] ?? []).filter((one) => one !== null)) {
        expect(() => serialize(value), `${type} ${JSON.stringify(value)}`).toThrow(CoercionError);
      }
    }
  });

  it('is JSON for AWSJSON, also for a string', () => {
    const { serialize } = coercingOf('AWSJSON');
    expect(serialize({ a: [1] })).toBe('{"a":[1]}');
    expect(serialize('text')).toBe('"text"');
  });
});

describe('GraphQL’s own scalars', () => {
  it.each<[string, unknown, unknown]>([
    ['Int', '12', 12],
    ['Int', 2 ** 31 - 1, 2 ** 31 - 1],
    ['Float', '1.5e3', 1500],
    ['String', 5, '5'],
    ['String', true, 'true'],
    ['ID', 7, '7'],
    ['Boolean', 'TRUE', true],
    ['Boolean', 'yes', false],
    ['Boolean', 0, false],
  ])('%s takes %j as %j, like graphql-java', (type, value, expected) => {
    expect(coercingOf(type).parseValue(value)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['Int', 2 ** 31],
    ['Int', 1.5],
    ['Int', ''],
    ['Int', '0x10'],
    ['Int', Number.NaN],
    ['Float', 'x'],
    ['Float', ' 1'],
    ['ID', {}],
    ['ID', 1.5],
    ['Boolean', {}],
  ])('%s refuses %j', (type, value) => {
    expect(accepts(type, value)).toBe(false);
  });

  it.each(['Int', 'Float'])('%s refuses a long text of digits at once', (type) => {
    expect(accepts(type, `${'1'.repeat(500_000)}x`)).toBe(false);
  });
});
