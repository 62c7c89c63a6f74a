import { describe, expect, it } from 'vitest';

import { openShop } from './shop.js';

const { run } = openShop({});

const messages = async (query: string) => {
  const { data, errors } = await run(query);
  expect(data).toBeNull();
  return (errors ?? []).map((error) => error.message);
};

describe('a document that is not valid', () => {
  it('gives errors with path null, locations and message only', async () => {
    const { data, errors } = await run('{badfield}');
    // The AppSync team's response to this query, letter by letter: graphql-over-http issue 81.
    expect({ data, errors }).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 2, sourceName: null }],
          message:
            "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
        },
      ],
    });
  });

  it('gives an error for every violation', async () => {
    expect(await messages('{ order { a b } }')).toEqual([
      "Validation error of type FieldUndefined: Field 'a' in type 'Order' is undefined @ 'order/a'",
      "Validation error of type FieldUndefined: Field 'b' in type 'Order' is undefined @ 'order/b'",
    ]);
  });

  it('runs no resolver', async () => {
    let ran = false;
    const shop = openShop({ 'Query.count': () => (ran = true) });
    await shop.run('{ count nope }');
    expect(ran).toBe(false);
  });

  it.each<[string, string, string]>([
    [
      'a sub-selection that is missing',
      '{ order { main } }',
      "SubSelectionRequired: Sub selection required for type Line of field main @ 'order/main'",
    ],
    [
      'a sub-selection that is missing on a list',
      '{ order { lines } }',
      "SubSelectionRequired: Sub selection required for type null of field lines @ 'order/lines'",
    ],
    [
      'a sub-selection on a scalar',
      '{ order { customer { x } } }',
      "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field customer @ 'order/customer'",
    ],
    [
      'an unknown argument',
      '{ order(nope: 1) { id } }',
      "UnknownArgument: Unknown field argument nope @ 'order'",
    ],
    [
      'a missing argument',
      '{ item { id } }',
      "MissingFieldArgument: Missing field argument id @ 'item'",
    ],
    [
      'a literal of another type',
      '{ order(state: "OPEN") { id } }',
      "WrongType: argument 'state' with value 'StringValue{value='OPEN'}' is not a valid 'State' @ 'order'",
    ],
    [
      'an enum value that does not exist',
      '{ order(state: LOST) { id } }',
      "WrongType: argument 'state' with value 'EnumValue{name='LOST'}' is not a valid 'State' @ 'order'",
    ],
    [
      'a null where none may be',
      '{ item(id: null) { id } }',
      "WrongType: argument 'id' with value 'NullValue{}' must not be null @ 'item'",
    ],
    [
      'a field that an input lacks',
      'mutation { placeOrder(input: { total: 1 }) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='total', value=IntValue{value=1}}]}' is missing required fields '[customer]' @ 'placeOrder'",
    ],
    [
      'a field that an input does not have',
      '{ order(filter: { nope: 1 }) { id } }',
      "WrongType: argument 'filter' with value 'ObjectValue{objectFields=[ObjectField{name='nope', value=IntValue{value=1}}]}' contains a field not in 'OrderFilter': 'nope' @ 'order'",
    ],
    [
      'a wrong literal deep in an input',
      'mutation { placeOrder(input: { customer: "a", lines: [{ item: "1" }, { item: "2", amount: "x" }] }) { id } }',
      "WrongType: argument 'input.lines[1].amount' with value 'StringValue{value='x'}' is not a valid 'Int' @ 'placeOrder'",
    ],
    [
      'a scalar where an input belongs',
      '{ order(filter: 3) { id } }',
      "WrongType: argument 'filter' with value 'IntValue{value=3}' must be an object type @ 'order'",
    ],
    [
      'an AWS scalar that is not one',
      '{ stamp(at: "yesterday") }',
      "WrongType: argument 'at' with value 'StringValue{value='yesterday'}' is not a valid 'AWSDateTime' @ 'stamp'",
    ],
    [
      'an unknown fragment',
      '{ order { ...nope } }',
      "UndefinedFragment: Undefined fragment nope @ 'order'",
    ],
    [
      'an unused fragment',
      '{ count } fragment spare on Order { id }',
      'UnusedFragment: Unused fragment spare',
    ],
    [
      'a fragment on an unknown type',
      '{ order { ... on Nope { id } } }',
      "UnknownType: Unknown type Nope @ 'order'",
    ],
    [
      'an inline fragment on a scalar',
      '{ order { ... on String { id } } }',
      "InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union @ 'order'",
    ],
    [
      'an inline fragment that can never apply',
      '{ order { ... on Item { id } } }',
      "InvalidFragmentType: Fragment cannot be spread here as objects of type Order can never be of type Item @ 'order'",
    ],
    [
      'a named fragment that can never apply',
      '{ order { ...i } } fragment i on Item { id }',
      "InvalidFragmentType: Fragment i cannot be spread here as objects of type Order can never be of type Item @ 'order'",
    ],
    [
      'an undefined variable',
      '{ order(id: $id) { id } }',
      "UndefinedVariable: Undefined variable id @ 'order'",
    ],
    ['an unused variable', 'query ($id: ID) { count }', 'UnusedVariable: Unused variable id'],
    [
      'a variable of another type',
      'query ($id: String!) { item(id: $id) { id } }',
      "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'ID!' @ 'item'",
    ],
    [
      'a variable of an output type',
      'query ($o: Order) { order(id: $o) { id } }',
      'NonInputTypeOnVariable: Wrong type for a variable',
    ],
    [
      'a variable of an unknown type',
      'query ($o: Nope) { order(id: $o) { id } }',
      'UnknownType: Unknown type Nope',
    ],
    [
      'a default that is not of its type',
      'query ($id: Int = "x") { page(limit: $id) }',
      "BadValueForDefaultArg: Bad default value StringValue{value='x'} for type Int",
    ],
    [
      'an unknown directive',
      '{ count @nope }',
      "UnknownDirective: Unknown directive nope @ 'count'",
    ],
    [
      'a directive in the wrong place',
      'query @include(if: true) { count }',
      'MisplacedDirective: Directive include not allowed here',
    ],
    [
      'a directive without its argument',
      '{ count @skip }',
      "MissingDirectiveArgument: Missing directive argument if @ 'count'",
    ],
    [
      'two fields of one name',
      '{ order { id: total id } }',
      "FieldsConflict: id: total and id are different fields @ 'order'",
    ],
    [
      'one field with two sets of arguments',
      '{ order(id: "1") { id } order(id: "2") { id } }',
      'FieldsConflict: order: they have differing arguments',
    ],
    [
      'an anonymous operation beside another',
      'query A { count } { count }',
      'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
    ],
    [
      'an operation after an anonymous one',
      '{ count } query A { count }',
      'LoneAnonymousOperationViolation: Operation A is following anonymous operation.',
    ],
  ])('has %s in graphql-java’s words', async (_what, query, expected) => {
    expect(await messages(query)).toContain(`Validation error of type ${expected}`);
  });

  it.each([
    '{ count count: page }',
    '{ page(limit: 1, limit: 2) }',
    'query A { count } query A { count }',
    'query ($a: Int, $a: Int) { page(limit: $a) }',
    '{ order { ...a } } fragment a on Order { ...b } fragment b on Order { ...a }',
    'type A { b: String }',
    '{ count @skip(if: true) @skip(if: false) }',
    '{ order(filter: { customer: "a", customer: "b" }) { id } }',
  ])('is refused, in any words: %s', async (query) => {
    const all = await messages(query);
    expect(all.length).toBeGreaterThan(0);
    for (const message of all) expect(message).toMatch(/^Validation error of type [A-Z]\w+: /);
  });
});

describe('the location of a violation', () => {
  it.each<[string, string, number, number]>([
    ['an unknown fragment at its spread', '{ order {\n  ...nope } }', 2, 3],
    ['a sub-selection on a scalar at its field', '{\n order { id { x } } }', 2, 10],
    ['a wrong argument at the argument', '{ order(id: "1",\n state: "x") { id } }', 2, 2],
    [
      'a variable of another type where it is used',
      'query ($id: String!) {\n item(id: $id) { id } }',
      2,
      11,
    ],
  ])('is given for %s', async (_what, query, line, column) => {
    const { errors } = await run(query);
    expect(errors?.[0]?.locations).toEqual([{ line, column, sourceName: null }]);
  });
});

describe('introspection', () => {
  const query =
    '{ __schema { queryType { name } } item: __type(name: "Item") { fields { name } } }';

  it('describes the schema, also beside other fields', async () => {
    const shop = openShop({ 'Query.count': () => 1 });
    expect((await shop.run(`${query.slice(0, -1)} count __typename }`)).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      item: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'price' }] },
      count: 1,
      __typename: 'Query',
    });
  });

  it('shows the AWS scalars and no defaults of arguments', async () => {
    const { data } = await run(
      '{ __type(name: "Query") { fields { name args { name defaultValue type { name } } } } }',
    );
    const { fields } = (data as { __type: { fields: { name: string; args: unknown[] }[] } }).__type;
    expect(fields.find((field) => field.name === 'page')?.args).toEqual([
      { name: 'limit', defaultValue: null, type: { name: 'Int' } },
    ]);
    expect(fields.find((field) => field.name === 'stamp')?.args).toContainEqual({
      name: 'at',
      defaultValue: null,
      type: { name: 'AWSDateTime' },
    });
  });

  it('shows the directives of AppSync, with descriptions', async () => {
    const { data } = await run(
      '{ __schema { directives { name description locations args { name } } } }',
    );
    const { directives } = (data as { __schema: { directives: { name: string }[] } }).__schema;
    const names = directives.map(({ name }) => name);
    for (const name of ['defer', 'aws_publish', 'aws_subscribe']) expect(names).toContain(name);
    for (const name of ['specifiedBy', 'oneOf', 'hidden']) expect(names).not.toContain(name);
    expect(directives.find(({ name }) => name === 'aws_subscribe')).toEqual({
      name: 'aws_subscribe',
      description: 'Tells the service which mutation triggers this subscription.',
      locations: ['FIELD_DEFINITION'],
      args: [{ name: 'mutations' }],
    });
  });

  it('shows Long where the schema uses it', async () => {
    const typesOf = async (schema: string) => {
      const result = await openShop({}, { schema }).run('{ __schema { types { name } } }');
      return JSON.stringify(result.data);
    };
    expect(await typesOf('type Query { a: Long }')).toContain('"Long"');
    expect(await typesOf('type Query { a: ID }')).not.toContain('"Long"');
  });

  it('is undefined where it is disabled, and __typename works', async () => {
    const shop = openShop({}, { introspection: false });
    const { errors } = await shop.run(query);
    expect(errors?.map((error) => error.message)).toEqual([
      "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
      "Validation error of type FieldUndefined: Field '__type' in type 'Query' is undefined @ '__type'",
    ]);
    expect((await shop.run('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});
