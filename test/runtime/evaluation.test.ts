import { describe, expect, it } from 'vitest';
import { errorOf, evaluate, faultOf, valueOf } from './support.js';

describe('ctx', () => {
  it('is the host’s context as plain data', () => {
    const context = {
      arguments: { id: 'a' },
      source: { uuid: 'b' },
      result: { items: [1, null] },
      prev: { result: 2 },
      error: { message: 'm', type: 't' },
      env: { STAGE: 'test' },
      request: { headers: { accept: ['a', 'b'] }, domainName: null },
    };
    const wanted =
      '{ args: ctx.args, source: ctx.source, result: ctx.result, prev: ctx.prev, error: ctx.error, env: ctx.env, request: ctx.request, identity: ctx.identity }';
    expect(valueOf(wanted, { context })).toStrictEqual({
      args: { id: 'a' },
      source: context.source,
      result: context.result,
      prev: context.prev,
      error: context.error,
      env: context.env,
      request: context.request,
      identity: null,
    });
  });

  it('has arguments under two names', () => {
    expect(valueOf('ctx.args === ctx.arguments')).toBe(true);
  });

  it('has the selection set, and leaves it out of JSON.stringify(ctx.info)', () => {
    expect(JSON.parse(valueOf('JSON.stringify(ctx.info)') as string)).toStrictEqual({
      fieldName: 'field',
      parentTypeName: 'Query',
      variables: {},
    });
    expect(valueOf('[ctx.info.selectionSetList, ctx.info.selectionSetGraphQL]')).toStrictEqual([
      ['id'],
      '{\n  id\n}',
    ]);
  });

  it('keeps its stash: it cannot be replaced', () => {
    const { outcome, stash } = evaluate('const c = ctx; c.stash.a = 1; c.stash = { b: 2 };');
    expect(outcome).toMatchObject({ kind: 'ERROR', error: { errorType: 'Code' } });
    expect(stash).toStrictEqual({ a: 1 });
  });
});

describe('an evaluation', () => {
  it('gives the value of the handler and the stash', () => {
    const context = { stash: { before: 1 } };
    expect(evaluate('ctx.stash.after = [2]; return { a: 3 };', { context })).toStrictEqual({
      outcome: { kind: 'RETURN', value: { a: 3 } },
      stash: { before: 1, after: [2] },
      appendedErrors: [],
      extensions: {},
    });
  });

  it('gives undefined where the handler returns nothing', () => {
    const { outcome } = evaluate('ctx.stash.a = 1;');
    expect(outcome).toEqual({ kind: 'RETURN', value: undefined });
  });

  it('gives values as JSON', () => {
    expect(valueOf('{ a: undefined, b: NaN, c: [undefined], d: null }')).toStrictEqual({
      b: null,
      c: [null],
      d: null,
    });
  });

  it('keeps stash, appended errors and extensions when it ends in an error', () => {
    const { outcome, stash, appendedErrors, extensions } = evaluate(
      `ctx.stash.a = 1;
       util.appendError('first', 'First', { b: 2 }, { c: 3 });
       util.appendError('second');
       util.http.addResponseHeader('x-count', 7);
       util.error('last', 'Last', { d: 4 }, [5]);`,
    );
    expect(outcome).toStrictEqual({
      kind: 'ERROR',
      error: { message: 'last', errorType: 'Last', data: { d: 4 }, errorInfo: [5] },
    });
    expect(stash).toStrictEqual({ a: 1 });
    expect(appendedErrors).toStrictEqual([
      { message: 'first', errorType: 'First', data: { b: 2 }, errorInfo: { c: 3 } },
      { message: 'second', errorType: null, data: null, errorInfo: null },
    ]);
    expect(extensions).toStrictEqual({ responseHeaders: { 'x-count': '7' } });
  });

  it('sees nothing of the one before it', () => {
    evaluate('ctx.stash.a = 1; util.appendError("e"); util.http.addResponseHeader("x-a", 1);');
    expect(evaluate('return null;')).toStrictEqual({
      outcome: { kind: 'RETURN', value: null },
      stash: {},
      appendedErrors: [],
      extensions: {},
    });
  });

  it('knows the authorization mode', () => {
    expect(valueOf('util.authType()')).toBe('User Pool Authorization');
  });

  it('writes to the logger that it is given', () => {
    const lines: string[] = [];
    const logger = {
      log: (message: string) => void lines.push(`log ${message}`),
      warn: (message: string) => void lines.push(`warn ${message}`),
      error: (message: string) => void lines.push(`error ${message}`),
    };
    const body =
      'console.log("a", { b: [1] }, undefined); console.error(2, util.error); console.debug(3);';
    evaluate(body, { logger });
    expect(lines).toStrictEqual(['log a {"b":[1]} undefined', 'error 2 [function]', 'log 3']);
  });

  it('continues when the logger fails', () => {
    const fail = () => {
      throw new Error('disk full at /var/log');
    };
    expect(
      valueOf('[console.log("a"), 1]', { logger: { log: fail, warn: fail, error: fail } }),
    ).toStrictEqual([null, 1]);
  });
});

describe('runtime.earlyReturn', () => {
  it.each([
    ['runtime.earlyReturn({ a: 1 });', 'NEXT'],
    ['runtime.earlyReturn({ a: 1 }, {});', 'NEXT'],
    ['runtime.earlyReturn({ a: 1 }, { skipTo: "NEXT" });', 'NEXT'],
    ['runtime.earlyReturn({ a: 1 }, { skipTo: "END" });', 'END'],
  ])('%s', (body, skipTo) => {
    const { outcome, stash } = evaluate(`ctx.stash.b = 2; ${body} ctx.stash.b = 3;`);
    expect(outcome).toStrictEqual({ kind: 'EARLY_RETURN', value: { a: 1 }, skipTo });
    expect(stash).toStrictEqual({ b: 2 });
  });

  it.each(['runtime.earlyReturn();', 'runtime.earlyReturn(null);'])(
    '%s ends in a Runtime Error, as seen on AppSync',
    (body) => {
      expect(errorOf(body)).toStrictEqual({
        message: 'Runtime Error',
        errorType: 'Code',
        data: null,
        errorInfo: null,
      });
    },
  );

  it('is unsupported in a response handler, and with another skipTo', () => {
    expect(faultOf('runtime.earlyReturn({});', { handler: 'response' })).toMatch(
      /^not supported by this host/u,
    );
    expect(faultOf('runtime.earlyReturn({}, { skipTo: "START" });')).toMatch(
      /^not supported by this host/u,
    );
  });
});

describe('extensions', () => {
  const filter = '{ filterGroup: [{ filters: [{ fieldName: "a", operator: "eq", value: 1 }] }] }';

  it('collect the calls of the code', () => {
    const { extensions } = evaluate(
      `extensions.setSubscriptionFilter({ filterGroup: [] });
       extensions.setSubscriptionFilter(${filter});
       extensions.setSubscriptionInvalidationFilter(${filter});
       extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { a: 1 } });
       extensions.invalidateSubscriptions({ subscriptionField: 'onB', payload: {} });
       extensions.evictFromApiCache('Query', 'a', { 'ctx.args.a': 1 });
       return null;`,
    );
    const set = { filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }] };
    expect(extensions).toStrictEqual({
      subscriptionFilter: set,
      subscriptionInvalidationFilter: set,
      invalidations: [
        { subscriptionField: 'onA', payload: { a: 1 } },
        { subscriptionField: 'onB', payload: {} },
      ],
      evictions: [{ field: 'Query.a', keys: { 'ctx.args.a': 1 } }],
    });
  });

  it.each([
    'extensions.setSubscriptionFilter(null);',
    'extensions.setSubscriptionFilter("{}");',
    'extensions.setSubscriptionFilter({ filterGroup: [{}] });',
    'extensions.invalidateSubscriptions({ subscriptionField: 1, payload: {} });',
    'extensions.evictFromApiCache("Query", 1, {});',
    'extensions.evictFromApiCache("Query", "a", ["ctx.args.a"]);',
  ])('refuse an argument of another form: %s', (body) => {
    expect(errorOf(body).errorType).toBe('Code');
  });
});

describe('a fault', () => {
  it.each([
    [
      'return ctx.args.a.b;',
      "code.js:3:19: TypeError: Cannot read properties of undefined (reading 'b')",
    ],
    ['return ctx.args.f();', 'code.js:3:17: TypeError: ctx.args.f is not a function'],
    ['const f = ctx.args; f();', 'code.js:3:21: TypeError: f is not a function'],
    [
      'const a = b; const b = 1;',
      "code.js:3:11: ReferenceError: Cannot access 'b' before initialization",
    ],
    ['const a = 1; a = 2;', 'code.js:3:16: TypeError: Assignment to constant variable.'],
    [
      '\n  return ctx.args.a.b;',
      "code.js:4:21: TypeError: Cannot read properties of undefined (reading 'b')",
    ],
    [
      'const k = "a", l = [...[1], ...[2]]; for (const i of l) ctx.stash[k] = ctx.args[k].b;',
      "code.js:3:84: TypeError: Cannot read properties of undefined (reading 'b')",
    ],
    ['const k = "a"; ctx.args[k]();', 'code.js:3:27: TypeError: ctx.args[...] is not a function'],
    [
      'util.time.parseISO8601ToEpochMilliSeconds("x");',
      "code.js:3:11: Text 'x' could not be parsed",
    ],
  ])('%s', (body, message) => {
    const error = errorOf(body);
    expect(error.message.startsWith(message), error.message).toBe(true);
    expect(error).toMatchObject({ errorType: 'Code', data: null, errorInfo: null });
  });

  it('in the module itself has a place too', () => {
    const { message } = errorOf('return 1;', { module: ' const a = ({}).b.c;' });
    expect(message).toMatch(/^code\.js:1:\d+: TypeError: Cannot read/u);
  });

  it('in a callback of an array method has its place in the callback', () => {
    expect(errorOf('return [1].map((n) => n.a.b);').message).toMatch(/^code\.js:3:27: TypeError/u);
  });

  it('shows nothing of the host', () => {
    const shown = JSON.stringify([
      errorOf('const o = {}; o.f = () => [util.autoId(), o.f()]; o.f();'),
      errorOf('const o = {}; o.f = () => util.autoUlid() + o.f(); o.f();'),
      errorOf('util.base64Decode("=");'),
      errorOf('util.matches("[", "a");'),
      errorOf('util.xml.toMap("<a>");'),
      errorOf('JSON.stringify(ctx.args, 1);'),
    ]);
    expect(shown).not.toMatch(/node_modules|file:|\/local\/|appsync-|\.ts|at .*\(/u);
  });
});
