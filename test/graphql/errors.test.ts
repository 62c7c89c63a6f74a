import { describe, expect, it } from 'vitest';

import { Answer, failing, openShop } from './shop.js';

const order = {
  id: 'o1',
  customer: 'ada',
  total: 12,
  lines: [{ item: { id: 'i1', name: 'Pen' }, amount: 2 }],
};

describe('an error that a resolver raised', () => {
  it('gives a null field and an entry with exactly AppSync’s keys, in AppSync’s order', async () => {
    const { run } = openShop({
      'Mutation.placeOrder': () =>
        failing('The conditional request failed', 'DynamoDB:ConditionalCheckFailedException'),
    });
    const { data, errors } = await run(
      'mutation {\n  placeOrder(input: { customer: "a" }) { id }\n}',
    );
    expect(JSON.stringify({ data, errors })).toBe(
      JSON.stringify({
        data: { placeOrder: null },
        errors: [
          {
            path: ['placeOrder'],
            data: null,
            errorType: 'DynamoDB:ConditionalCheckFailedException',
            errorInfo: null,
            locations: [{ line: 2, column: 3, sourceName: null }],
            message: 'The conditional request failed',
          },
        ],
      }),
    );
  });

  it('has its data reduced to the selection, and its errorInfo complete', async () => {
    const data = { id: 'o1', total: 3, secret: 1, lines: [{ amount: 2, note: 'x' }] };
    const { run } = openShop({ 'Query.order': () => failing('no', 'T', data, data) });
    const { errors } = await run('{ order { id customer lines { amount } } }');
    expect(errors?.[0]).toMatchObject({
      data: { id: 'o1', lines: [{ amount: 2 }] },
      errorInfo: data,
    });
    expect(Object.keys(errors?.[0]?.data as object)).toEqual(['id', 'lines']);
  });

  it('has the alias of the field in its path', async () => {
    const { run } = openShop({ 'Query.order': () => failing('no') });
    const { data, errors } = await run('{ mine: order { id } }');
    expect(data).toEqual({ mine: null });
    expect(errors?.[0]?.path).toEqual(['mine']);
  });

  it('comes with the data when it is appended, in the order of appending', async () => {
    const note = (message: string) => ({ message, errorType: 'Note', data: null, errorInfo: null });
    const { run } = openShop({
      'Query.order': () => new Answer({ value: order, errors: [note('1'), note('2')] }),
    });
    const { data, errors } = await run('{ order { id } }');
    expect(data).toEqual({ order: { id: 'o1' } });
    expect(errors?.map((error) => error.message)).toEqual(['1', '2']);
  });

  it('makes the nearest nullable parent null, and is listed once', async () => {
    const { run } = openShop({
      'Query.order': () => order,
      'Line.item': () => failing('gone', 'Gone'),
    });
    const { data, errors } = await run('{ order { id lines { item { id } } } }');
    expect(data).toEqual({ order: { id: 'o1', lines: null } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['order', 'lines', 0, 'item'], errorType: 'Gone' });
  });

  it('makes data null when no parent is nullable', async () => {
    const { run } = openShop({ 'Query.count': () => failing('no') });
    expect((await run('{ count }')).data).toBeNull();
  });
});

describe('a null at a non-null place', () => {
  it('has AppSync’s message, without location or type', async () => {
    const { run } = openShop({ 'Query.order': () => ({ customer: 'ada' }) });
    const { data, errors } = await run('{ order { id } }');
    expect(data).toEqual({ order: null });
    expect(JSON.stringify(errors)).toBe(
      JSON.stringify([
        {
          path: ['order', 'id'],
          locations: null,
          message:
            "Cannot return null for non-nullable type: 'ID' within parent 'Order' (/order/id)",
        },
      ]),
    );
  });

  it('is reported for each sibling', async () => {
    const { run } = openShop({ 'Query.item': () => ({}) });
    const { errors } = await run('{ item(id: "1") { id name } }');
    expect(errors?.map((error) => error.message)).toEqual([
      "Cannot return null for non-nullable type: 'ID' within parent 'Item' (/item/id)",
      "Cannot return null for non-nullable type: 'String' within parent 'Item' (/item/name)",
    ]);
  });

  it('has the index of a list in its path', async () => {
    const { run } = openShop({ 'Query.orders': () => [order, { customer: 'bob' }] });
    const { data, errors } = await run('{ orders { id } }');
    expect(data).toBeNull();
    expect(errors?.[0]?.path).toEqual(['orders', 1, 'id']);
    expect(errors?.[0]?.message).toContain('(/orders[1]/id)');
  });

  it('calls a list ‘null’, as the service does', async () => {
    const { run } = openShop({ 'Query.orders': () => null });
    expect((await run('{ orders { id } }')).errors?.[0]?.message).toBe(
      "Cannot return null for non-nullable type: 'null' within parent 'Query' (/orders)",
    );
  });
});

describe('a value of another type', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a date and time without offset',
      { placedAt: '2026-05-06T00:00:00.000' },
      'placedAt',
      "Can't serialize value (/order/placedAt) : Unable to serialize `2026-05-06T00:00:00.000` as a valid DateTime Object.",
    ],
    [
      'a text for a number',
      { total: 'many' },
      'total',
      "Can't serialize value (/order/total) : Expected type 'Int' but was 'String'.",
    ],
    [
      'an object for a list',
      { lines: {} },
      'lines { amount }',
      "Can't resolve value (/order/lines) : type mismatch error, expected type LIST",
    ],
  ])('gives null and an error: %s', async (_what, value, field, message) => {
    const { run } = openShop({ 'Query.order': () => ({ ...order, ...value }) });
    const { data, errors } = await run(`{ order { id ${field} } }`);
    expect(data).toEqual({ order: { id: 'o1', [field.split(' ')[0] ?? '']: null } });
    expect(errors).toEqual([{ path: ['order', field.split(' ')[0]], locations: null, message }]);
  });

  it('is converted where graphql-java converts it', async () => {
    const { run } = openShop({ 'Query.order': () => ({ id: 7, customer: 3, total: '12' }) });
    expect((await run('{ order { id customer total } }')).data).toEqual({
      order: { id: '7', customer: '3', total: 12 },
    });
  });
});

describe('variables', () => {
  const place = 'mutation ($input: OrderInput!) { placeOrder(input: $input) { id } }';

  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'one that is missing',
      'query ($id: ID!) { item(id: $id) { id } }',
      {},
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'one that is null',
      'query ($id: ID!) { item(id: $id) { id } }',
      { id: null },
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'an input that lacks a field: the variable is named, the type is the field’s',
      place,
      { input: {} },
      "Variable 'input' has coerced Null value for NonNull type 'String!'",
    ],
    [
      'an input that is no object',
      place,
      { input: 'x' },
      "Variable 'input' has an invalid value. Expected type 'Map' but was 'String'. Variables for input objects must be an instance of type 'Map'.",
    ],
    [
      'a number that is too large',
      'query ($n: Int) { page(limit: $n) }',
      { n: 3_000_000_000 },
      "Variable 'n' has an invalid value. Expected type 'Int' but was 'Long'.",
    ],
    [
      'a field of an input: the field is named',
      place,
      { input: { customer: 'a', total: 'x' } },
      "Variable 'total' has an invalid value. Expected type 'Int' but was 'String'.",
    ],
    [
      'a date',
      'query ($d: AWSDate) { stamp(day: $d) }',
      { d: '2019-12-24T04:15:57.798Z' },
      "Variable 'd' has an invalid value. Unable to parse `2019-12-24T04:15:57.798Z` as a valid date.",
    ],
    [
      'a date and time',
      'query ($d: AWSDateTime) { stamp(at: $d) }',
      { d: '2019' },
      "Variable 'd' has an invalid value. Unable to parse `2019` as a valid DateTime Object.",
    ],
    [
      'an object where a date belongs',
      'query ($d: AWSDateTime) { stamp(at: $d) }',
      { d: { offset: { total: 0 } } },
      "Variable 'd' has an invalid value. Unable to parse `{offset={total=0}}` as a valid DateTime Object.",
    ],
    [
      'a phone number',
      'query ($p: AWSPhone) { stamp(phone: $p) }',
      { p: '1110004444' },
      "Variable 'p' has an invalid value. Unable to parse `1110004444` as a valid phone number.",
    ],
  ])('are refused: %s', async (_what, query, variables, message) => {
    const { data, errors } = await openShop({}).run(query, variables);
    expect(data).toBeNull();
    expect(errors?.map((error) => error.message)).toEqual([message]);
    expect(errors?.[0]?.path).toBeNull();
    expect(Object.keys(errors?.[0] ?? {})).toEqual(['path', 'locations', 'message']);
  });

  it('are refused without field and location when an input has an unknown field', async () => {
    const { data, errors } = await openShop({}).run(place, { input: { customer: 'a', nope: 1 } });
    expect({ data, errors }).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: null,
          message:
            "The variables input contains a field that is not defined for input object type 'OrderInput' ",
        },
      ],
    });
  });

  it('are refused at the location of their definition', async () => {
    const { errors } = await openShop({}).run('query (\n  $id: ID!) { item(id: $id) { id } }', {});
    expect(errors?.[0]?.locations).toEqual([{ line: 2, column: 3, sourceName: null }]);
  });

  it('are read as lists when they are single values', async () => {
    let seen: unknown;
    const { run } = openShop({
      'Mutation.placeOrder': ({ arguments: args }) => (seen = args) && null,
    });
    await run(place, { input: { customer: 'a', lines: { item: '1' } } });
    expect(seen).toEqual({ input: { customer: 'a', lines: [{ item: '1' }] } });
  });

  it('contain the parsed JSON of an AWSJSON', async () => {
    let seen: unknown;
    const { run } = openShop({ 'Query.stamp': ({ arguments: args }) => (seen = args) && null });
    await run('query ($j: AWSJSON) { stamp(json: $j) }', { j: '{"a":[1,null]}' });
    expect(seen).toEqual({ json: { a: [1, null] } });
    await run('{ stamp(json: "\\"text\\"") }');
    expect(seen).toEqual({ json: 'text' });
  });

  it('never give an inherited property', async () => {
    let seen: Record<string, unknown> | undefined;
    const { run } = openShop({ 'Query.order': ({ arguments: args }) => (seen = args) && null });
    await run('query ($constructor: ID) { order(id: $constructor) { id } }', {});
    expect(seen).toEqual({ id: null });
    await run('query ($toString: ID = "d") { order(id: $toString) { id } }', {});
    expect(seen).toEqual({ id: 'd' });
  });
});

describe('a name with a meaning in JavaScript', () => {
  it('is a response key like any other', async () => {
    const { run, events } = openShop({ 'Query.count': () => 1, 'Mutation.touch': () => 'x' });
    expect(JSON.stringify((await run('{ __proto__: count }')).data)).toBe('{"__proto__":1}');
    expect(JSON.stringify((await run('mutation { __proto__: touch }')).data)).toBe(
      '{"__proto__":"x"}',
    );
    expect(events).toHaveLength(1);
  });
});
