import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HttpDataSourceOptions } from '../../local/appsync/datasources/createHttpDataSource.js';
import { maxEvaluatedBytes } from '../../local/appsync/runtime/limits.js';
import { httpSourceAt, scope } from '../support/httpSource.js';
import { type Answer, useWebServers } from '../support/webServer.js';

const servers = useWebServers();

/** Executes requests of a data source that may call its endpoint. */
const sourceAt = (url: string, options: Partial<HttpDataSourceOptions> = {}) => {
  const source = httpSourceAt(url, [new URL(url).host], options);
  return (request: unknown) => source.execute(request, scope);
};

/** A server, and the answer of a data source that calls it. */
async function answeredBy(answer: Answer, options: Partial<HttpDataSourceOptions> = {}) {
  const { url, ...server } = await servers.start(answer);
  const execute = sourceAt(url, options);
  return { url, ...server, answer: await execute({ method: 'GET', resourcePath: '/' }) };
}

describe('An HTTP data source', () => {
  it('sends the method, path, query, headers and body that the request handler returned', async () => {
    const { url, host, received } = await servers.start();
    await sourceAt(url)({
      version: '2018-05-29',
      method: 'PUT',
      resourcePath: '/v1/users/7',
      params: {
        query: {
          type: 'json',
          text: "a b&c=d+é'()*",
          twice: ['1', '2'],
          n: 3,
          yes: true,
          no: null,
        },
        headers: { 'Content-Type': 'text/plain', 'X-Mine': 'yes', 'x-two': ['a', 'b'], none: null },
        body: 'täxt',
      },
    });
    expect(received).toMatchObject([
      {
        method: 'PUT',
        url: '/v1/users/7?type=json&text=a%20b%26c%3Dd%2B%C3%A9%27%28%29%2A&twice=1&twice=2&n=3&yes=true',
        body: 'täxt',
      },
    ]);
    expect(received[0]!.rawHeaders).toEqual([
      ...['Content-Type', 'text/plain', 'X-Mine', 'yes', 'x-two', 'a, b'],
      ...['Host', host, 'Connection', 'close', 'Content-Length', '5'],
    ]);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('sends %s without a body', async (method) => {
    const { url, received } = await servers.start();
    await sourceAt(url)({ method, resourcePath: '/' });
    expect(received).toMatchObject([{ method, body: '' }]);
    expect(received[0]!.headers).not.toHaveProperty('content-type');
  });

  it('sends an object as JSON, and a text in the charset of its content type', async () => {
    const { url, received } = await servers.start(undefined, 'latin1');
    const post = (body: unknown, type = 'application/json') =>
      sourceAt(url)({
        method: 'POST',
        resourcePath: '/',
        params: { headers: { 'content-type': type }, body },
      });
    await post({ a: [1, null] });
    await post('é', 'text/plain; charset=ISO-8859-1');
    await post('é', 'text/plain');
    expect(received.map(({ body }) => body)).toEqual(['{"a":[1,null]}', 'é', 'Ã©']);
  });

  it('keeps to itself the headers that a resolver cannot set', async () => {
    const { url, host, received } = await servers.start();
    const headers = Object.fromEntries(
      ['HOST', 'Connection', 'user-agent', 'Expect', 'Transfer-Encoding', 'content-length'].map(
        (name) => [name, 'chunked'],
      ),
    );
    await sourceAt(url)({ method: 'GET', resourcePath: '/', params: { headers } });
    expect(received[0]!.rawHeaders).toEqual(['Host', host, 'Connection', 'close']);
  });

  it('adds its query to one that the path has', async () => {
    const { url, received } = await servers.start();
    const params = { query: { b: '2' } };
    await sourceAt(url)({ method: 'GET', resourcePath: '/x?a=1#end', params });
    expect(received[0]!.url).toBe('/x?a=1&b=2');
  });

  it.each([200, 201, 204, 404, 500])(
    'resolves with the answer, here of status %i',
    async (status) => {
      const { answer } = await answeredBy((response) => {
        response.sendDate = false;
        response.writeHead(status, ['X-Spelled-So', '1', 'x-spelled-SO', '2', 'set-cookie', 'a=1']);
        response.end(status === 204 ? '' : 'grüße');
      });
      expect(answer).toEqual({
        result: {
          statusCode: status,
          headers: expect.objectContaining({
            'X-Spelled-So': '1, 2',
            'set-cookie': 'a=1',
          }) as object,
          body: status === 204 ? '' : 'grüße',
        },
      });
    },
  );

  it('leaves a compressed body as it is', async () => {
    const { url, received } = await servers.start((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('text'));
    });
    const headers = { 'accept-encoding': 'gzip' };
    const answer = await sourceAt(url)({ method: 'GET', resourcePath: '/', params: { headers } });
    expect(received[0]!.headers).toMatchObject(headers);
    expect(answer.result).toMatchObject({ body: gzipSync('text').toString('utf8') });
  });

  it('does not follow a redirect, to its own host or to another', async () => {
    const other = await servers.start();
    for (const location of [`${other.url}/secret`, '/again']) {
      const { answer, received } = await answeredBy((response) =>
        response.writeHead(302, { location }).end(),
      );
      expect(answer.result).toMatchObject({ statusCode: 302, headers: { location } });
      expect(received).toHaveLength(1);
    }
    expect(other.received).toEqual([]);
  });
});

describe('An HTTP data source that gets no whole answer', () => {
  const failed = (message: string) => ({
    result: null,
    error: { type: 'Http:RequestFailed', message },
  });

  it('fails when the body is over the limit, and takes one that is just within it', async () => {
    const within = await answeredBy((response) =>
      response.end(Buffer.alloc(maxEvaluatedBytes, 'x')),
    );
    expect((within.answer.result as { body: string }).body).toHaveLength(maxEvaluatedBytes);
    const over = await answeredBy((response) => response.end(Buffer.alloc(maxEvaluatedBytes + 1)));
    expect(over.answer).toEqual(failed(`${over.url} answered with more than 5242880 bytes.`));
  });

  it('ends the connection to a server whose body has no end', async () => {
    let ended: Promise<unknown> | undefined;
    const { answer, url } = await answeredBy((response) => {
      ended = new Promise((resolve) => response.on('close', resolve));
      const more = (): boolean =>
        response.destroyed || (response.write('x'.repeat(65_536)) && more());
      response.on('drain', more);
      more();
    });
    expect(answer).toEqual(failed(`${url} answered with more than 5242880 bytes.`));
    await ended;
  });

  it.each<[string, Answer]>([
    ['before its answer', () => {}],
    ['in its body', (response) => void response.writeHead(200).write('begun')],
  ])('fails within its time when a server hangs %s', async (_, hang) => {
    const { answer, url } = await answeredBy(hang, { timeout: 200 });
    expect(answer).toEqual(failed(`${url} did not answer within 0.2 seconds.`));
  });

  it.each<[string, Answer]>([
    ['before its answer', (response) => response.destroy()],
    [
      'in its body',
      (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('ten bytes!', () => response.destroy());
      },
    ],
    [
      'in a chunked body',
      (response) => void response.writeHead(200).write('begun', () => response.destroy()),
    ],
  ])('fails when a server closes %s', async (_, close) => {
    const { answer, url } = await answeredBy(close);
    expect(answer).toEqual(failed(`${url} gave no whole answer: ECONNRESET.`));
  });

  it('fails where nobody listens, and where a server speaks something else', async () => {
    const { url, host, server } = await servers.start();
    const get = { method: 'GET', resourcePath: '/' };
    const { error } = await sourceAt(`https://${host}`)(get);
    expect(error?.message).toMatch(new RegExp(`^https://${host} gave no whole answer: \\w+\\.$`));
    server.close();
    expect(await sourceAt(url)(get)).toEqual(failed(`${url} gave no whole answer: ECONNREFUSED.`));
  });
});
