import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEndpoint, ResolverFault } from '../../local/appsync/datasources/index.js';
import { readRequest } from '../../local/appsync/datasources/http/request.js';
import { cases } from '../support/cases.js';
import { httpSourceAt, scope } from '../support/httpSource.js';
import { useWebServers } from '../support/webServer.js';

const servers = useWebServers();
const get = { method: 'GET', resourcePath: '/' };

describe('A request that an HTTP data source cannot interpret', () => {
  it.each<[string, unknown, string]>([
    ['nothing at all', undefined, "Value for field '$[method]' not found."],
    ['no path', { method: 'GET' }, "Value for field '$[resourcePath]' not found."],
    [
      'a method that AppSync does not have',
      { ...get, method: 'HEAD' },
      "Unsupported method 'HEAD'.",
    ],
    ['a method in lower case', { ...get, method: 'get' }, "Unsupported method 'get'."],
    ['two methods', { ...get, method: 'GET / HTTP/1.1\r\nX: 1' }, 'Unsupported method'],
    [
      'a field of another data source',
      { ...get, operation: 'Invoke' },
      "Unsupported element '$[operation]'.",
    ],
    [
      'a host of its own',
      { ...get, params: { host: 'x' } },
      "Unsupported element '$[params][host]'.",
    ],
    [
      'a query that is a text',
      { ...get, params: { query: 'a=1' } },
      "Expected a JSON object for field '$[params][query]'.",
    ],
    [
      'an object in the query',
      { ...get, params: { query: { a: {} } } },
      "Expected a string for field '$[params][query][a]'.",
    ],
    [
      'a number as a header',
      { ...get, params: { headers: { a: 1 } } },
      "Expected a string for field '$[params][headers][a]'.",
    ],
    [
      'a charset that Node does not have',
      { ...get, params: { headers: { 'content-type': 'text/x; charset=utf-7' }, body: '' } },
      "Unsupported charset 'utf-7'.",
    ],
    [
      'a new line in the path',
      { ...get, resourcePath: '/a HTTP/1.1\r\nHost: evil' },
      'Unsupported control character',
    ],
    ...[
      'evil.example',
      '@evil.example',
      ':1@evil.example',
      '.evil.example',
      '\\evil.example',
      ' /x',
      'http://evil.example/',
      '?a',
      '',
    ].map((resourcePath): [string, unknown, string] => [
      `a path that does not begin with a slash: ${JSON.stringify(resourcePath)}`,
      { ...get, resourcePath },
      "Expected a path that begins with '/' for field '$[resourcePath]'.",
    ]),
    ...['a\r\nX-Evil: 1', 'a\nb', 'a\u0000', '\u0100'].map((value): [string, unknown, string] => [
      `a header with the value ${JSON.stringify(value)}`,
      { ...get, params: { headers: { 'X-Good': value } } },
      'Unsupported name or value of the header "X-Good".',
    ]),
    ...['a\r\nb', 'a b', 'a:', ''].map((name): [string, unknown, string] => [
      `a header with the name ${JSON.stringify(name)}`,
      { ...get, params: { headers: { [name]: 'x' } } },
      `Unsupported name or value of the header ${JSON.stringify(name)}.`,
    ]),
  ])('is a fault, and nothing is sent: %s', async (_, request, message) => {
    const { url, host, received } = await servers.start();
    const execution = httpSourceAt(url, [host]).execute(request, scope);
    await expect(execution).rejects.toThrow(message);
    await expect(execution).rejects.toBeInstanceOf(ResolverFault);
    expect(received).toEqual([]);
  });
});

describe('The path of a request', () => {
  it.each([
    ['//evil.example/x', '//evil.example/x'],
    ['///evil.example', '///evil.example'],
    ['/\\evil.example', '//evil.example'],
    ['/@evil.example', '/@evil.example'],
    ['/..//evil.example', '//evil.example'],
    ['/%2e%2e/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/?@evil.example', '/?@evil.example'],
    ['/#@evil.example', '/'],
    ['/x y/é', '/x%20y/%C3%A9'],
  ])('stays at the endpoint: %s', async (resourcePath, expected) => {
    const { url, host, received } = await servers.start();
    await httpSourceAt(url, [host]).execute({ ...get, resourcePath }, scope);
    expect(received.map((one) => [one.headers.host, one.url])).toEqual([[host, expected]]);
  });

  it('stays at the endpoint, whatever it is', () => {
    const endpoint = readEndpoint('https://good.example:8443')!;
    const part = fc.oneof(
      fc.constantFrom('/', '\\', '@', ':', '..', '%2f', '?', '#', 'evil.example', '//', ' '),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(part), fc.dictionary(fc.string(), fc.string()), (parts, query) => {
        let url: URL;
        try {
          const resourcePath = `/${parts.join('')}`;
          ({ url } = readRequest({ ...get, resourcePath, params: { query } }, endpoint));
        } catch (error) {
          return error instanceof ResolverFault;
        }
        return url.origin === endpoint.origin && url.username === '' && url.password === '';
      }),
      { numRuns: cases(300, 20_000) },
    );
  });
});
