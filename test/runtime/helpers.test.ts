import { describe, expect, it } from 'vitest';
import { evaluate, faultOf, valueOf } from './support.js';

/** Sources: AppSync developer guide, pages of the helpers; declarations of @aws-appsync/utils 2.1.1. */

const notKnown = /^not known how AppSync behaves here: /u;

describe('util', () => {
  it.each([
    ['util.urlEncode("a b&c=d/é~!*\'()-_.")', 'a+b%26c%3Dd%2F%C3%A9%7E%21*%27%28%29-_.'],
    ['util.urlDecode("a+b%26c%3Dd%2F%C3%A9%7E")', 'a b&c=d/é~'],
    ['util.base64Encode("hé😀")', 'aMOp8J+YgA=='],
    ['util.base64Decode("aMOp8J+YgA==")', 'hé😀'],
    ['util.escapeJavaScript("a\'b\\"c\\\\d\\n\\t")', 'a\\\'b\\"c\\\\d\\n\\t'],
    ['util.str.normalize("e\\u0301", "nfc")', '\u00e9'],
    ['util.str.normalize("\\u00e9", "nfd")', 'e\u0301'],
    ['util.str.normalize("\\ufb01", "nfkc")', 'fi'],
    ['util.str.normalize("\\ufb01", "nfkd")', 'fi'],
    ['util.math.roundNum(2.5)', 3],
    ['util.math.roundNum(-2.5)', -2],
    ['util.math.minVal(1, 2)', 1],
    ['util.math.maxVal(1, 2)', 2],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
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
    'util.escapeJavaScript("a/b")',
    'util.escapeJavaScript("é")',
    'util.urlEncode("\\ud83d")',
    'util.str.normalize("a", "NFC")',
    'util.math.randomWithinRange(2, 1)',
    'util.error()',
    'util.dynamodb.toDynamoDB(undefined)',
    'util.dynamodb.toDynamoDB(0 / 0)',
    'util.dynamodb.toMapValues({ a: undefined })',
    'util.dynamodb.toNumber("1")',
    'util.dynamodb.toStringSet([1])',
    'util.dynamodb.toMap([1])',
    'util.xml.toJsonString("<a/>", true)',
  ])('does not guess: %s', (expression) => {
    expect(faultOf(`${expression};`)).toMatch(notKnown);
  });

  it.each(['util.urlDecode("%")', 'util.base64Decode("a")', 'util.xml.toMap("<a><b></a>")'])(
    'names what is wrong with the text: %s',
    (expression) => {
      expect(faultOf(`${expression};`)).toMatch(/^not (URL-encoded text|base64 text|XML)/u);
    },
  );

  it.each([
    'toString',
    'toNumber',
    'toBinary',
    'toBoolean',
    'toStringSet',
    'toList',
    'toMap',
    'toMapValues',
  ])('util.dynamodb.%s gives null for null and undefined, as declared', (name) => {
    expect(valueOf(`[util.dynamodb.${name}(null), util.dynamodb.${name}()]`)).toStrictEqual([
      null,
      null,
    ]);
  });

  it('reads an S3 object back', () => {
    expect(
      valueOf('util.dynamodb.fromS3ObjectJson(util.dynamodb.toS3Object("k", "b", "r", "v").S)'),
    ).toStrictEqual({ key: 'k', bucket: 'b', region: 'r', version: 'v' });
  });
});

describe('util.time', () => {
  const now = () => Date.UTC(2018, 1, 6, 19, 1, 35, 749);

  it.each([
    ['util.time.nowEpochSeconds()', 1517943695],
    ['util.time.nowEpochMilliSeconds()', 1517943695749],
    ['util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ")', '2018-02-06 19:01:35+0000'],
    [
      'util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")',
      '2018-02-07 03:01:35+0800',
    ],
    [
      'util.time.nowFormatted("yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX", "-03:30")',
      '2018-02-06T15:31:35.749-03:30',
    ],
    ['util.time.nowFormatted("yyyy-MM-dd\'T\'HH:mm:ssXXX")', '2018-02-06T19:01:35Z'],
    ['util.time.epochMilliSecondsToISO8601(0)', '1970-01-01T00:00:00.000Z'],
    ['util.time.parseISO8601ToEpochMilliSeconds("1970-01-01T00:00:01Z")', 1000],
    ['util.time.parseISO8601ToEpochMilliSeconds("1969-12-31T23:59:59.999Z")', -1],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-07-01 12:00:00", "yyyy-MM-dd HH:mm:ss", "Europe/Berlin")',
      Date.UTC(2018, 6, 1, 10),
    ],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-01-01 12:00:00", "yyyy-MM-dd HH:mm:ss", "Europe/Berlin")',
      Date.UTC(2018, 0, 1, 11),
    ],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression, { now })).toBe(expected);
  });

  it.each([
    [
      'util.time.nowFormatted("EEE, d MMM yyyy")',
      'this time format is not supported here (text, locale or zone names)',
    ],
    ['util.time.nowFormatted("yyyy", "Mars/Base")', 'there is no time zone Mars/Base'],
    [
      'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01")',
      "Text '2018-02-01' could not be parsed",
    ],
    ['util.time.parseFormattedToEpochMilliSeconds("x", "yyyyX")', "Text 'x' could not be parsed"],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-01-01 00:00", "yyyy-MM-dd HH:mm")',
      'not known how AppSync behaves here: a format without an offset and no time zone',
    ],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-03-25 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin")',
      'not known how AppSync behaves here: a time that the clocks of its zone leap over',
    ],
    [
      'util.time.epochMilliSecondsToISO8601(0.5)',
      'not known how AppSync behaves here: a time that is no whole number of milliseconds of the years 0 to 9999',
    ],
  ])('%s ends in a fault', (expression, message) => {
    expect(faultOf(`${expression};`, { now }).slice(0, message.length)).toBe(message);
  });
});

describe('util.http', () => {
  const headersOf = (body: string) => evaluate(`${body} return null;`);

  it('copies headers but those that are not forwarded', () => {
    const headers =
      '{ Host: "a", Accept: "b", "keep-alive": "c", TE: "d", "x-amzn-trace-id": "e" }';
    expect(valueOf(`util.http.copyHeaders(${headers})`)).toStrictEqual({
      Accept: 'b',
      'x-amzn-trace-id': 'e',
    });
  });

  it('adds headers to the answer; the last of one name counts', () => {
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

  it.each([
    'util.http.addResponseHeader("", 1);',
    'util.http.addResponseHeader("Content-Type", "a");',
    'util.http.addResponseHeader("vary", "a");',
    'util.http.addResponseHeader("Transfer-Encoding", "a");',
    'util.http.addResponseHeader("x-amzn-RequestId", "a");',
    'util.http.addResponseHeader("X-Amz-Cf-Id", "a");',
    'util.http.addResponseHeader("a", null);',
    `util.http.addResponseHeader("a", "${'b'.repeat(4096)}");`,
  ])('ignores a restricted header and appends a ResponseHeaderError: %s', (body) => {
    const { extensions, appendedErrors, outcome } = headersOf(body);
    expect(outcome.kind).toBe('RETURN');
    expect(extensions).toStrictEqual({});
    expect(appendedErrors).toMatchObject([{ errorType: 'ResponseHeaderError' }]);
  });

  it('lets no header break out of its line', () => {
    expect(faultOf('util.http.addResponseHeader("a", "b\\r\\nset-cookie: c");')).toMatch(notKnown);
    expect(faultOf('util.http.addResponseHeader("a\\n", "b");')).toMatch(notKnown);
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

  it.each(['<a b="c"/>', '<a>text<b/></a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])(
    'does not guess at %s',
    (xml) => {
      expect(faultOf(`util.xml.toMap(${JSON.stringify(xml)});`)).toMatch(notKnown);
    },
  );
});

describe('util.rds.toJsonObject', () => {
  const columnMetadata = [{ label: 'author' }, { label: 'title' }, { label: 'pages' }];
  const result = (records: unknown) => ({
    sqlStatementResults: [{ numberOfRecordsUpdated: 0, records, columnMetadata }],
  });
  const books = [
    [
      { stringValue: 'Mark Twain' },
      { stringValue: 'Adventures of Huckleberry Finn' },
      { longValue: 366 },
    ],
    [{ stringValue: 'Jack London' }, { isNull: true }, { longValue: 0 }],
  ];

  it.each(['ctx.result', 'JSON.stringify(ctx.result)'])(
    'gives rows by statement, of %s',
    (given) => {
      expect(
        valueOf(`util.rds.toJsonObject(${given})`, { context: { result: result(books) } }),
      ).toStrictEqual([
        [
          { author: 'Mark Twain', title: 'Adventures of Huckleberry Finn', pages: 366 },
          { author: 'Jack London', title: null, pages: 0 },
        ],
      ]);
    },
  );

  it('gives no rows for a statement that changes something', () => {
    const context = { result: { sqlStatementResults: [{ numberOfRecordsUpdated: 1 }] } };
    expect(valueOf('util.rds.toJsonObject(ctx.result)', { context })).toStrictEqual([[]]);
  });
});

describe('the language', () => {
  it.each([
    ['JSON.parse("{\\"a\\":[1]}")', { a: [1] }],
    ['JSON.parse("")', ''],
    ['JSON.stringify({ a: [1] })', '{"a":[1]}'],
    ['JSON.stringify({ a: 1 }, null, 1)', '{\n "a": 1\n}'],
    ['[3, 20, 1].sort()', [1, 20, 3]],
    ['[1, [2, [3]]].flat()', [1, 2, [3]]],
    ['[1, 2, 3].findLast((n) => n < 3)', 2],
    ['[1, 2].reduceRight((a, b) => `${a}${b}`, "")', '21'],
    ['"a,b".split(",")', ['a', 'b']],
    ['" a ".trim() + "A".toLowerCase() + "abc".slice(1)', 'aabc'],
    ['[..."a😀"].length', 2],
    ['Object.entries({ a: 1 })', [['a', 1]]],
    ['Object.hasOwn({ a: 1 }, "a")', true],
    ['[Number.isNaN(NaN), Number.isFinite(Infinity)]', [true, false]],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression)).toStrictEqual(expected);
  });

  it('sorts without a comparator only', () => {
    expect(faultOf('return [2, 1].sort(ctx.args);')).toBe(
      'TypeError: Array.prototype.sort takes no comparator in APPSYNC_JS',
    );
  });
});
