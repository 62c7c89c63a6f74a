import fc from 'fast-check';
import { codeOf } from './support.js';

/**
 * Random modules of APPSYNC_JS that AppSync would accept. They try to keep something from one
 * evaluation to the next: in their own names, in what they are given, and in the language.
 */

const name = fc.constantFrom('a', 'b', 'c');
const literal = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map((number) => `(${number})`),
  fc.constantFrom('"x"', '"t t"', 'true', 'null', '[]', '({})', '[1, [2]]', '({ a: { b: 1 } })'),
);

/** A name of the language's insides, composed so that no rule sees it. */
const hidden = fc
  .constantFrom(
    ['const', 'ructor'],
    ['__pro', 'to__'],
    ['proto', 'type'],
    ['le', 'ak'],
    ['ti', 'me'],
  )
  .map(([start, end]) => `['${start}', '${end}'].join('')`);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.constantFrom('n', 'list.length', 'list', 'object', 'memo', 'bump()', 'Object.keys(object)'),
    fc.constantFrom(
      'ctx.args',
      'ctx.args.n',
      'ctx.args.list',
      'ctx.stash',
      'ctx.prev',
      'ctx.source',
    ),
    fc.constantFrom(
      'ctx.info.variables',
      'ctx.env',
      'ctx.request.headers',
      'ctx.result',
      'ctx.error',
    ),
    fc.constantFrom('util.time.nowISO8601()', 'util.authType()', 'util.dynamodb.toNull()'),
    fc.constantFrom('ddb.operations.remove()', 'ddb.get({ key: { id: "x" } })', '"a-b".split("-")'),
    fc.constantFrom(
      'util.matches("a+b", "aab")',
      '"aXa".replaceAll("a", "b")',
      'JSON.stringify(object)',
    ),
    fc.constantFrom(
      'util.transform.toDynamoDBFilterExpression({ a: { eq: 1 } })',
      'typeof [][leak]',
    ),
    name.map((of) => `object.${of}`),
    name.map((of) => `ctx.stash.${of}`),
    tie('expression').map((of) => `keep(${of})`),
    tie('expression').map((of) => `list.map((value) => [value, n, ${of}])`),
    tie('expression').map((of) => `util.dynamodb.toDynamoDB(${of})`),
    tie('expression').map((of) => `JSON.parse(JSON.stringify([${of}]))`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} === ${b} ? n : ${b})`),
  ),
}));

/** What an evaluation may change: of its module, and of what it is given. */
const own = fc.oneof(
  fc.constantFrom('object', 'memo', 'list', 'nested.a'),
  fc.constantFrom('ctx.stash', 'ctx.args', 'ctx.env', 'ctx.request.headers'),
  fc.constantFrom('ctx.prev.result', 'ctx.source', 'ctx.info.variables'),
);
/** What is there for all evaluations. No evaluation may change it. */
const shared = fc.oneof(
  fc.constantFrom('util', 'util.time', 'util.dynamodb.toMap', 'extensions', 'runtime.earlyReturn'),
  fc.constantFrom('ddb', 'ddb.operations', 'ddb.get', 'JSON', 'Math', 'Object.keys', 'console'),
  fc.constantFrom('[].map', '"".trim', 'ctx'),
);

const assault = fc.oneof(
  fc
    .tuple(fc.oneof(own, shared), hidden, expression)
    .map(([of, key, value]) => `${of}[${key}] = ${value};`),
  fc.tuple(fc.oneof(own, shared), hidden).map(([of, key]) => `delete ${of}[${key}];`),
  fc.tuple(shared, expression).map(([of, value]) => `Object.assign(${of}, { leak: ${value} });`),
);

const effect = fc.oneof(
  expression.map((of) => `util.appendError("appended", "Type", ${of});`),
  expression.map((of) => `console.log(${of});`),
  fc.nat(9).map((of) => `util.http.addResponseHeader("x-${of}", "${of}");`),
  fc.constant('extensions.setSubscriptionFilter({ filterGroup: [] });'),
  fc.constant('extensions.invalidateSubscriptions({ subscriptionField: "a", payload: {} });'),
  // A third of what an evaluation may do.
  fc.constant('for (const a of ten) for (const b of ten) for (const c of three) n += 1;'),
);

const end = fc.oneof(
  expression.map((of) => `util.error("ended", "Type", ${of}, [n]);`),
  fc.constant('util.unauthorized();'),
  expression.map((of) => `runtime.earlyReturn(${of}, { skipTo: "END" });`),
  expression.map((of) => `return ${of};`),
  fc.constant('return ctx.args.missing.member;'),
);

const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    expression.map((of) => `list.push(${of});`),
    fc.constantFrom('n += 1;', 'n = n * 2;', 'list.pop();', 'list.reverse();', 'bump();'),
    fc.tuple(own, name, expression).map(([of, key, value]) => `${of}.${key} = ${value};`),
    fc.tuple(own, name).map(([of, key]) => `delete ${of}.${key};`),
    { weight: 3, arbitrary: assault },
    fc.constant('const made = JSON.parse(ctx.args.text); Object.assign(object, made);'),
    fc.constant('const none = util.dynamodb.toNull(); none.NULL = n; ctx.stash.none = none;'),
    { weight: 3, arbitrary: effect },
    fc.tuple(fc.nat(2), tie('statement')).map(([n, of]) => `if (ctx.args.n === ${n}) { ${of} }`),
    fc.tuple(fc.nat(2), end).map(([n, of]) => `if (ctx.args.n === ${n}) { ${of} }`),
    tie('statement').map((of) => `for (const item of ctx.args.list) { ${of} }`),
  ),
}));

/** All that could be seen of another evaluation. */
const probe = `return [n, list, object, memo, nested, bump(), ctx.args, ctx.stash, ctx.env, ctx.prev,
  [][leak], ""[leak], ({})[leak], util[leak], ddb[leak], JSON[leak], [].map[leak], Object.keys[leak],
  util.dynamodb.toNull(), ddb.operations.remove(), [3, 1, 2].sort(), Object.keys(util)];`;

/** The text of a module with both handlers. */
export const randomCode: fc.Arbitrary<string> = fc
  .record({
    number: fc.integer({ min: -3, max: 3 }),
    list: fc.array(literal, { maxLength: 3 }),
    value: literal,
    statements: fc.array(statement, { minLength: 1, maxLength: 6 }),
  })
  .map(({ number, list, value, statements }) => {
    const module = [
      ` let n = ${number}; const list = [${list.join(', ')}]; const object = { a: ${value} };`,
      'const memo = {}; const nested = { a: {} }; const three = [1, 2, 3];',
      "const leak = ['le', 'ak'].join('');",
      'const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];',
      'const bump = () => { n += 1; return n; };',
      'const keep = (value) => { list.push(value); memo.kept = value; return value; };',
    ];
    const blocks = statements.map((of) => `{ ${of} }`);
    return codeOf([...blocks, probe].join('\n'), module.join(' '));
  });

/** Code that the rules refuse, as it is in other languages' habits. */
export const refusedCode: fc.Arbitrary<string> = fc
  .constantFrom(
    'throw { message: "m" };',
    'const pattern = /a/g; return pattern.lastIndex;',
    'return new Map([[1, 2]]);',
    'return new Set(ctx.args.list);',
    'return new Date(0);',
    'Array.prototype.leak = 1;',
    'globalThis.leak = 1;',
    'leak = 1;',
    'util = {};',
    'try { return 1; } catch { return 2; }',
    'return function () { return this; };',
    'return [].constructor;',
  )
  .map((body) => codeOf(body));
