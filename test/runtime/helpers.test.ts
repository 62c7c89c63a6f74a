import { describe, expect, it } from 'vitest';
import { evaluate, faultOf, valueOf } from './support.js';

/** Sources: AppSync developer guide, pages of the helpers; declarations of @aws-appsync/utils 2.1.1. */

const unsupported = /^not supported by this host \(unknown AppSync behaviour\): /u;

const kinds: Readonly<Record<string, string>> = {
  text: '"a"',
  number: '1',
  boolean: 'true',
  texts: '["a"]',
  numbers: '[1]',
  mixed: '["a", 1]',
  map: '{ a: 1 }',
};

/** The kinds of values that each helper of `util.dynamodb` takes, as declared. */
const taken: Readonly<Record<string, readonly string[]>> = {
  toString: ['text'],
  toNumber: ['number'],
  toBinary: ['text'],
  toBoolean: ['boolean'],
  toStringSet: ['texts'],
  toNumberSet: ['numbers'],
  toBinarySet: ['texts'],
  toList: ['texts', 'numbers', 'mixed'],
  toMap: ['map'],
  toMapValues: ['map'],
};

describe('util', () => {
  it.each([
    ['util.urlEncode("a b&c=d/é~!*\'()-_.")', 'a+b%26c%3Dd%2F%C3%A9%7E%21*%27%28%29-_.'],
    ['util.urlDecode("a+b%26c%3Dd%2F%C3%A9%7E")', 'a b&c=d/é~'],
    ['util.math.roundNum(2.5)', 3],
    ['util.math.roundNum(-2.5)', -2],
    ['util.math.minVal(1, 2)', 1],
    ['util.math.maxVal(1, 2)', 2],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  it('writes and reads base64 of UTF-8', () => {
    expect(valueOf('util.base64Encode("hé😀?>")')).toBe('aMOp8J+YgD8+');
    expect(valueOf('util.base64Encode("hé😀")')).toBe('aMOp8J+YgA==');
    expect(valueOf('util.base64Decode("aMOp8J+YgD8+")')).toBe('hé😀?>');
    expect(valueOf('util.base64Decode("aMOp8J+YgA==")')).toBe('hé😀');
  });

  it('escapes quotes, backslash and the usual control characters, and rejects others as unsupported', () => {
    const escaped = { "'": "\\'", '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' };
    const rarer = { '\r': '\\r', '\b': '\\b', '\f': '\\f', ' ': ' ', '~': '~' };
    for (const [character, expected] of Object.entries({ ...escaped, ...rarer })) {
      const text = `a${character}b`;
      expect(valueOf(`util.escapeJavaScript(${JSON.stringify(text)})`)).toBe(`a${expected}b`);
    }
    for (const character of ['/', 'é', '😀', '\u2028', '\u007f', '\u0000', '\v']) {
      const text = JSON.stringify(`a${character}b`);
      expect(faultOf(`util.escapeJavaScript(${text});`), text).toMatch(unsupported);
    }
  });

  it('normalizes by nfc, nfd, nfkc and nfkd, and by no other form', () => {
    const composed = '\u00e9 \ufb01';
    const decomposed = 'e\u0301 \ufb01';
    for (const text of [composed, decomposed]) {
      const normalized = (form: string) =>
        valueOf(`util.str.normalize(${JSON.stringify(text)}, "${form}")`);
      expect(normalized('nfc')).toBe(composed);
      expect(normalized('nfd')).toBe(decomposed);
      expect(normalized('nfkc')).toBe('\u00e9 fi');
      expect(normalized('nfkd')).toBe('e\u0301 fi');
    }
    for (const form of ['"NFC"', '"nfx"', '""', '1', 'null', 'undefined']) {
      expect(faultOf(`util.str.normalize("a", ${form});`), form).toMatch(unsupported);
    }
  });

  it('makes identifiers of the documented forms', () => {
    const now = () => 1_700_000_000_000;
    expect(valueOf('util.autoId()')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    expect(valueOf('util.autoUlid()', { now })).toMatch(/^01HF7YAT00[0-9A-HJKMNP-TV-Z]{16}$/u);
    expect(valueOf('util.autoKsuid()')).toMatch(/^[0-9A-Za-z]{27}$/u);
    const all = valueOf('ctx.args.l.map(() => util.autoId())', {
      context: { arguments: { l: Array.from({ length: 500 }, () => 0) } },
    });
    expect(new Set(all as string[]).size).toBe(500);
  });

  it('makes random numbers within their range', () => {
    const context = { arguments: { l: Array.from({ length: 200 }, () => 0) } };
    const whole = valueOf('ctx.args.l.map(() => util.math.randomWithinRange(3, 6))', { context });
    expect(new Set(whole as number[])).toStrictEqual(new Set([3, 4, 5]));
    const doubles = valueOf('ctx.args.l.map(() => util.math.randomDouble())', { context });
    expect((doubles as number[]).every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it.each([
    'util.urlEncode("\\ud83d")',
    'util.math.randomWithinRange(2, 1)',
    'util.error()',
    'util.dynamodb.toDynamoDB(undefined)',
    'util.dynamodb.toDynamoDB(0 / 0)',
    'util.dynamodb.toMapValues({ a: undefined })',
    'util.xml.toJsonString("<a/>", true)',
  ])('rejects as unsupported: %s', (expression) => {
    expect(faultOf(`${expression};`)).toMatch(unsupported);
  });

  it.each([
    ['util.urlDecode("%")', 'not URL-encoded text: string'],
    ['util.urlDecode("%C3")', 'not URL-encoded text: string'],
    ['util.base64Decode("a")', 'not base64 text'],
    ['util.base64Decode("aMOp8J-YgA==")', 'not base64 text'],
    ['util.xml.toMap("<a><b></a>")', 'not XML: '],
    ['util.xml.toJsonString("a")', 'not XML: '],
  ])('names the fault of the text: %s', (expression, message) => {
    expect(faultOf(`${expression};`).slice(0, message.length)).toBe(message);
  });

  it.each(Object.keys(taken))(
    'util.dynamodb.%s gives null for null and undefined, as declared',
    (name) => {
      expect(valueOf(`[util.dynamodb.${name}(null), util.dynamodb.${name}()]`)).toStrictEqual([
        null,
        null,
      ]);
    },
  );

  it.each(Object.keys(taken))(
    'util.dynamodb.%s rejects values of another type as unsupported',
    (name) => {
      for (const [kind, value] of Object.entries(kinds)) {
        const call = `util.dynamodb.${name}(${value})`;
        if (taken[name]!.includes(kind)) expect(valueOf(call), call).not.toBeNull();
        else expect(faultOf(`${call};`), call).toMatch(unsupported);
      }
    },
  );

  it('reads an S3 object back', () => {
    expect(
      valueOf('util.dynamodb.fromS3ObjectJson(util.dynamodb.toS3Object("k", "b", "r", "v").S)'),
    ).toStrictEqual({ key: 'k', bucket: 'b', region: 'r', version: 'v' });
  });
});

describe('util.http', () => {
  const headersOf = (body: string) => evaluate(`${body} return null;`);

  const notForwarded = [
    ...['transfer-encoding', 'connection', 'host', 'expect', 'keep-alive', 'upgrade'],
    ...['proxy-authenticate', 'proxy-authorization', 'te', 'content-length'],
  ];
  const notAnswered = [
    ...['Access-Control-Allow-Credentials', 'Access-Control-Allow-Origin'],
    ...['Access-Control-Expose-Headers', 'Access-Control-Max-Age'],
    ...['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers', 'Vary', 'Content-Type'],
  ];
  const inAnyCase = (name: string) => [name, name.toLowerCase(), name.toUpperCase()];

  it('copies all headers but those that are not forwarded', () => {
    const kept = { Accept: 'b', 'x-amzn-trace-id': 'e', vary: 'f', 'X-List': ['g', 'h'] };
    const others = notForwarded.flatMap(inAnyCase).map((name) => [name, 'a']);
    const context = { arguments: { headers: { ...Object.fromEntries(others), ...kept } } };
    expect(valueOf('util.http.copyHeaders(ctx.args.headers)', { context })).toStrictEqual(kept);
  });

  it('adds headers to the response; the last of one name counts', () => {
    const { extensions, appendedErrors } = headersOf(
      `util.http.addResponseHeader('itemsCount', 7);
       util.http.addResponseHeaders({ headerInt: 12, headerString: 'stringValue', headerObject: { field1: 7, field2: 'string' } });
       util.http.addResponseHeader('ITEMSCOUNT', 8);`,
    );
    expect(appendedErrors).toStrictEqual([]);
    expect(extensions).toStrictEqual({
      responseHeaders: {
        headerInt: '12',
        headerString: 'stringValue',
        headerObject: '{"field1":7,"field2":"string"}',
        ITEMSCOUNT: '8',
      },
    });
  });

  /** The response is the same as without the header, and one error reports it. */
  function expectIgnored(name: unknown, value: unknown): void {
    const { extensions, appendedErrors, outcome } = evaluate(
      `util.http.addResponseHeader("x-a", 1);
       util.http.addResponseHeader(ctx.args.name, ctx.args.value);
       util.http.addResponseHeaders({ "x-b": 2, [ctx.args.name]: ctx.args.value });
       return null;`,
      { context: { arguments: { name, value } } },
    );
    expect(outcome).toStrictEqual({ kind: 'RETURN', value: null });
    expect(extensions, JSON.stringify(name)).toStrictEqual({
      responseHeaders: { 'x-a': '1', 'x-b': '2' },
    });
    expect(appendedErrors, JSON.stringify(name)).toMatchObject([
      { errorType: 'ResponseHeaderError', data: null, errorInfo: null },
      { errorType: 'ResponseHeaderError', data: null, errorInfo: null },
    ]);
  }

  it('ignores a header of a restricted or empty name, or of null, and appends a ResponseHeaderError', () => {
    for (const name of [...notForwarded, ...notAnswered].flatMap(inAnyCase)) {
      expectIgnored(name, 'a');
    }
    for (const name of ['x-amzn-RequestId', 'X-AMZN-a', 'x-amz-a', 'X-Amz-Cf-Id', '', '  ']) {
      expectIgnored(name, 'a');
    }
    expectIgnored('x-c', null);
    expectIgnored('x-c', undefined);
  });

  it('ignores a header that makes names and values exceed 4 KB', () => {
    const added = (value: string) =>
      evaluate(
        'util.http.addResponseHeader("x-a", "1"); util.http.addResponseHeader("x-b", ctx.args.value); return 1;',
        { context: { arguments: { value } } },
      );
    const rest = 4096 - 'x-a1x-b'.length;
    expect(added('b'.repeat(rest))).toMatchObject({
      extensions: { responseHeaders: { 'x-a': '1', 'x-b': 'b'.repeat(rest) } },
      appendedErrors: [],
    });
    expect(added('b'.repeat(rest + 1))).toMatchObject({
      extensions: { responseHeaders: { 'x-a': '1' } },
      appendedErrors: [{ errorType: 'ResponseHeaderError' }],
    });
  });

  it('rejects a header that cannot be sent as unsupported', () => {
    for (const name of ['x a', 'x:a', '(x)', 'x"', 'Trailer', 'content-encoding']) {
      const context = { arguments: { name } };
      expect(
        faultOf('util.http.addResponseHeader(ctx.args.name, "a"); return 1;', { context }),
        name,
      ).toMatch(/^not supported by this host \(unknown AppSync behaviour\): the response header /u);
    }
    const all = "!#$%&'*+-.^_`|~09azAZ";
    const { extensions } = headersOf(`util.http.addResponseHeader(${JSON.stringify(all)}, 1);`);
    expect(extensions).toStrictEqual({ responseHeaders: { [all]: '1' } });
  });

  it('ignores a header whose value has an endless text, or no text', () => {
    const { extensions, appendedErrors } = evaluate(
      `let o = {}; for (const a of ctx.args.list) o = { a: o, b: o };
       util.http.addResponseHeader('x-a', o);
       util.http.addResponseHeader('x-b', { toJSON: () => undefined });
       return 1;`,
      { context: { arguments: { list: Array.from({ length: 30 }, () => 1) } } },
    );
    expect(extensions).toStrictEqual({});
    expect(appendedErrors.map(({ message }) => message)).toStrictEqual([
      'The response headers exceed 4096 bytes.',
      'The response header x-b has no value.',
    ]);
  });

  it('never lets a header add another line', () => {
    for (const lineBreak of ['\r\n', '\n', '\r']) {
      const context = { arguments: { text: `b${lineBreak}set-cookie: c` } };
      for (const call of [
        'util.http.addResponseHeader("a", ctx.args.text);',
        'util.http.addResponseHeader(ctx.args.text, "a");',
        'util.http.addResponseHeaders({ a: ctx.args.text });',
      ]) {
        expect(faultOf(call, { context }), call).toMatch(unsupported);
      }
    }
  });
});

describe('util.xml', () => {
  const posts = (inside: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><posts>${inside}</posts>`;
  const post = (id: number, title: string) => `<post><id>${id}</id><title>${title}</title></post>`;

  it('gives the objects of the developer guide', () => {
    const first = { id: 1, title: 'Getting started with GraphQL' };
    const second = { id: 2, title: 'Getting started with AppSync' };
    const one = JSON.stringify(posts(post(1, first.title)));
    const two = JSON.stringify(posts(post(1, first.title) + post(2, second.title)));
    expect(valueOf(`util.xml.toMap(${one})`)).toStrictEqual({ posts: { post: first } });
    expect(valueOf(`util.xml.toMap(${two})`)).toStrictEqual({ posts: { post: [first, second] } });
    expect(valueOf(`util.xml.toJsonString(${one})`)).toBe(
      JSON.stringify({ posts: { post: first } }),
    );
  });

  it('leaves out a namespace', () => {
    const xml = '<a xmlns="urn:b" xmlns:c="urn:d"><e>1</e><f xmlns="urn:g"><h>i</h></f></a>';
    expect(valueOf(`util.xml.toMap(${JSON.stringify(xml)})`)).toStrictEqual({
      a: { e: 1, f: { h: 'i' } },
    });
  });

  it.each([
    ['attributes', '<a b="c"/>', 'XML with attributes'],
    ['mixed content', '<a>text<b/></a>', 'XML with text beside elements'],
    ['document types', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'XML with a document type'],
  ])('rejects as unsupported: %s', (_what, xml, what) => {
    for (const helper of ['toMap', 'toJsonString']) {
      expect(faultOf(`util.xml.${helper}(${JSON.stringify(xml)});`)).toBe(
        `not supported by this host (unknown AppSync behaviour): ${what}`,
      );
    }
  });
});

describe('util.rds.toJsonObject', () => {
  const statement = (labels: string[], records: unknown) => ({
    numberOfRecordsUpdated: 0,
    records,
    columnMetadata: labels.map((label) => ({ label })),
  });
  const books = [
    [
      { stringValue: 'Mark Twain' },
      { stringValue: 'Adventures of Huckleberry Finn' },
      { longValue: 366 },
    ],
    [{ stringValue: 'Jack London' }, { isNull: true }, { longValue: 0 }],
  ];
  const result = {
    sqlStatementResults: [
      statement(['author', 'title', 'pages'], books),
      statement(['price', 'lent'], [[{ doubleValue: 1.5 }, { booleanValue: false }]]),
    ],
  };

  it.each(['ctx.result', 'JSON.stringify(ctx.result)'])(
    'gives a list of rows for each statement, of %s',
    (given) => {
      expect(valueOf(`util.rds.toJsonObject(${given})`, { context: { result } })).toStrictEqual([
        [
          { author: 'Mark Twain', title: 'Adventures of Huckleberry Finn', pages: 366 },
          { author: 'Jack London', title: null, pages: 0 },
        ],
        [{ price: 1.5, lent: false }],
      ]);
    },
  );

  it('gives no rows for a statement that changes something', () => {
    const context = { result: { sqlStatementResults: [{ numberOfRecordsUpdated: 1 }] } };
    expect(valueOf('util.rds.toJsonObject(ctx.result)', { context })).toStrictEqual([[]]);
  });
});
