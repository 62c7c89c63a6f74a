import { once } from 'node:events';
import { createServer } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { clientOptions } from '../../local/dynamodb/connect.js';
import { connect, createWire } from '../../local/dynamodb/index.js';
import { NoAnswer } from '../../local/dynamodb/wire/index.js';
import { signatureOf } from '../support/signature.js';
import { type Answer, useWebServers } from '../support/webServer.js';

const servers = useWebServers();
const region = 'eu-west-1';
const ends: (() => Promise<void>)[] = [];
afterEach(() => vi.unstubAllEnvs());
afterAll(() => Promise.all(ends.map((end) => end())));
const wireTo = (endpoint: string) => {
  const wire = createWire({ endpoint, region });
  ends.push(() => wire.close());
  return wire;
};
const read = { TableName: 'notes', Key: { pk: { S: 'a' } } };
const found = { Item: { pk: { S: 'a' }, n: { N: '1' } } };

const ok: Answer = (response) => response.end(JSON.stringify(found));
const refuse =
  (status: number, name: string): Answer =>
  (response) =>
    response
      .writeHead(status, { 'x-amzn-requestid': 'R1' })
      .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'No.' }));
const body =
  (status: number, text: string): Answer =>
  (response) =>
    response.writeHead(status).end(text);
const reset: Answer = (response) => response.socket!.resetAndDestroy();
const closes: Answer = (response) => response.socket!.end();
const cut: Answer = (response) => {
  response.writeHead(200, { 'content-length': 100 }).write('{"Item":');
  setImmediate(() => response.socket!.end());
};
const notHttp: Answer = (response) => response.socket!.end('hello there\r\n\r\n');

/** A server that gives these answers one after the other, the last one for ever. */
const answering = (...answers: Answer[]) => {
  let at = 0;
  return servers.start((...call) => answers[Math.min(at++, answers.length - 1)]!(...call));
};

// They wait between their tries.
describe.concurrent('What is tried again is what the SDK tries again, as often:', () => {
  it.each<[what: string, answer: Answer, attempts: number]>([
    ['a throttling error', refuse(400, 'ProvisionedThroughputExceededException'), 3],
    ['a transaction that is in progress', refuse(400, 'TransactionInProgressException'), 3],
    ['status 500', refuse(500, 'InternalServerError'), 3],
    ['status 503 of something between', body(503, '<html>'), 3],
    ['status 429 of something between', body(429, ''), 3],
    ['status 501', refuse(501, 'Unknown'), 1],
    ['a validation error', refuse(400, 'ValidationException'), 1],
    ['a failed condition', refuse(400, 'ConditionalCheckFailedException'), 1],
    ['a cancelled transaction', refuse(400, 'TransactionCanceledException'), 1],
    ['a conflict', refuse(400, 'TransactionConflictException'), 1],
    ['a connection that is reset', reset, 3],
    ['a connection that is closed', closes, 3],
    ['an answer that is cut off', cut, 3],
    ['an answer that is not JSON', body(200, '{"Item":'), 1],
    ['an answer that is not HTTP', notHttp, 1],
  ])('%s', async (_, answer, attempts) => {
    const [ours, theirs] = [await answering(answer), await answering(answer)];
    const sdk = connect({ endpoint: theirs.url, region });
    const outcomes = await Promise.allSettled([
      wireTo(ours.url).send('GetItem', read),
      sdk.send(new GetItemCommand(read)),
    ]);
    sdk.destroy();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(ours.received).toHaveLength(attempts);
    expect(theirs.received).toHaveLength(attempts);
  });

  it.each([reset, cut, refuse(500, 'InternalServerError'), refuse(400, 'ThrottlingException')])(
    'and the next answer counts',
    async (fault) => {
      const { url, received } = await answering(fault, ok);
      expect(await wireTo(url).send('GetItem', read)).toEqual(found);
      expect(received).toHaveLength(2);
    },
  );
});

describe('An error names who did not answer, and what', () => {
  const rejection = (endpoint: string) =>
    wireTo(endpoint)
      .send('GetItem', read)
      .then(
        () => undefined,
        (error: Error) => error,
      );
  it.each<[reason: string, what: string, answer: Answer, text: string]>([
    ['CONNECTION', 'a reset', reset, 'did not answer GetItem: ECONNRESET.'],
    ['CONNECTION', 'a cut', cut, 'did not answer GetItem: ECONNRESET.'],
    ['NOT_DYNAMODB', 'half of a JSON', body(200, '{"Item'), 'GetItem with HTTP status 200 and a'],
    ['NOT_DYNAMODB', 'a JSON of something else', body(200, '7'), 'with HTTP status 200 and a body'],
    ['NOT_DYNAMODB', 'an error of something else', body(404, '{}'), 'with HTTP status 404 and a'],
    [
      'NOT_DYNAMODB',
      'other than HTTP',
      notHttp,
      'answered GetItem with something that is not HTTP.',
    ],
  ])('%s: %s', async (reason, _, answer, text) => {
    const { url } = await answering(answer);
    const error = await rejection(url);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({ reason });
    expect(error?.message).toContain(url);
    expect(error?.message).toContain(text);
    expect(error?.message).not.toContain('Item"');
  });

  it('CONNECTION: nobody is there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const error = await rejection(`http://127.0.0.1:${port}`);
    expect(error).toMatchObject({ reason: 'CONNECTION', code: 'ECONNREFUSED' });
  });

  it.each<[what: string, answer: Answer]>([
    ['nothing comes', () => {}],
    ['no more comes', (response) => response.writeHead(200).write('{"Item":')],
  ])('TIMEOUT: %s, three times', async (_, answer) => {
    vi.stubEnv('TABLE_TIME_LIMIT', '50');
    const { url, received } = await answering(answer);
    expect(await rejection(url)).toMatchObject({ reason: 'TIMEOUT' });
    expect(received).toHaveLength(3);
  });
});

describe('A request', () => {
  it('has the signature that DynamoDB works out', async () => {
    const { url, received } = await answering(ok);
    await wireTo(url).send('GetItem', { ...read, Key: { pk: { S: 'ü👍\ud83d' } } });
    const { credentials } = clientOptions({ endpoint: url, region });
    const { headers } = received[0]!;
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      authorization: expect.stringContaining(`/${region}/dynamodb/aws4_request`) as string,
    });
    expect(headers.authorization!.split('Signature=')[1]).toBe(
      signatureOf(received[0]!, { region, service: 'dynamodb', ...credentials }),
    );
  });

  it('of a transaction has one token in each of its tries, and another one the next time', async () => {
    const { url, received } = await answering(reset, reset, ok);
    const wire = wireTo(url);
    await wire.send('TransactWriteItems', { TransactItems: [] });
    await wire.send('TransactWriteItems', { TransactItems: [] });
    await wire.send('TransactWriteItems', { TransactItems: [], ClientRequestToken: 'mine' });
    const tokens = received.map(
      (one) => (JSON.parse(one.body) as { ClientRequestToken: string }).ClientRequestToken,
    );
    const [first, second, third, next, own] = tokens;
    expect([second, third]).toEqual([first, first]);
    expect(first).toMatch(/^[\w-]{36}$/);
    expect(next).not.toBe(first);
    expect(own).toBe('mine');
  });

  it('waits while 64 others are under way, and gets its own answer', async () => {
    let sockets = 0;
    const held: (() => void)[] = [];
    let isFull = false;
    const { url, server, received } = await servers.start((response, { body: asked }) => {
      const answer = () => response.end(asked);
      if (isFull) return answer();
      held.push(answer);
      if (held.length < 64) return;
      isFull = true;
      held.forEach((release) => release());
    });
    server.on('connection', () => (sockets += 1));
    const wire = wireTo(url);
    const asked = [...Array(200).keys()].map((at) => ({ TableName: `table-${at}`, Key: {} }));
    const answers = await Promise.all(asked.map((one) => wire.send('GetItem', one)));
    expect(answers).toEqual(asked);
    expect(sockets).toBe(64);
    expect(received).toHaveLength(200);
  });

  it('that is aborted rejects with the reason: before, while it is under way, between two tries', async () => {
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    const hanging = await answering(() => {});
    const wire = wireTo(hanging.url);
    await expect(wire.send('GetItem', read, { signal: aborted })).rejects.toBe(reason);
    expect(hanging.received).toEqual([]);

    for (const answer of [() => {}, refuse(400, 'ThrottlingException')]) {
      const abort = new AbortController();
      const { url, received } = await answering((response, request) => {
        answer(response, request);
        response.once('close', () => abort.abort(reason));
        if (!response.writableEnded) abort.abort(reason);
      });
      const sent = wireTo(url).send('GetItem', read, { signal: abort.signal });
      await expect(sent).rejects.toBe(reason);
      expect(received.length).toBeLessThan(3);
    }
  });

  it('that is under way when the wire is closed rejects, and none is taken after that', async () => {
    const wire = wireTo('http://127.0.0.1:1');
    const hanging = await servers.start(() => void closing.close());
    const closing = createWire({ endpoint: hanging.url, region });
    await expect(closing.send('GetItem', read)).rejects.toMatchObject({ reason: 'CLOSED' });
    await wire.close();
    await expect(wire.send('GetItem', read)).rejects.toMatchObject({ reason: 'CLOSED' });
    expect(hanging.received).toHaveLength(1);
  });
});
