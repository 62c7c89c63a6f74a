import { describe, expect, it } from 'vitest';
import {
  NotServed,
  readEndpoint,
  readTarget,
  type Target,
} from '../../local/appsync/datasources/index.js';
import { httpSourceAt, scope } from '../support/httpSource.js';
import { useWebServers } from '../support/webServer.js';

const servers = useWebServers();
const get = { method: 'GET', resourcePath: '/' };

describe('The targets of HTTP data sources', () => {
  it.each([
    ['nothing is allowed', []],
    ['another host', ['example.com']],
    ['another port', ['127.0.0.1:1']],
    ['the host without its port', ['127.0.0.1']],
    ['a name of the same machine', ['localhost']],
    ['a part of the name', ['27.0.0.1', '7.0.0.1', '127.0.0']],
  ])('refuse a call and send nothing where %s', async (_, allow) => {
    const { url, host, received } = await servers.start();
    const { port } = new URL(url);
    const told: string[] = [];
    const source = httpSourceAt(
      url,
      allow.map((one) => (one.includes(':') || one === '127.0.0.1' ? one : `${one}:${port}`)),
      { onRefused: (refusal: string) => told.push(refusal) },
    );
    const refusal = `The data source weather may not call ${host} from this host: start it with --allow-http ${host}.`;
    expect(told).toEqual([refusal]);
    await expect(source.execute(get, scope)).rejects.toEqual(new NotServed(refusal));
    expect(received).toEqual([]);
  });

  it.each<[string, Target | undefined]>([
    ['127.1:8080', { hostname: '127.0.0.1', port: 8080 }],
    ['Example.COM', { hostname: 'example.com', port: undefined }],
    ['example.com:443', { hostname: 'example.com', port: 443 }],
    ['[::1]:80', { hostname: '[::1]', port: 80 }],
    ['bücher.example', { hostname: 'xn--bcher-kva.example', port: undefined }],
    ...[
      '',
      '*',
      ':80',
      'a:',
      'a:0',
      'a:65536',
      'a:x',
      'http://a',
      'a/b',
      'u@a',
      'a?b',
      'a b',
      '::1',
      'a\\b',
    ].map((text): [string, undefined] => [text, undefined]),
  ])('are HOST or HOST:PORT: %j', (text, expected) => {
    expect(readTarget(text)).toEqual(expected);
  });

  it('allow the scheme’s own port where a host has none', () => {
    const isRefused = (endpoint: string, allow: string): boolean => {
      let refused = false;
      httpSourceAt(endpoint, [allow], { onRefused: () => (refused = true) });
      return refused;
    };
    expect(isRefused('https://a.example', 'a.example')).toBe(false);
    expect(isRefused('http://a.example/', 'a.example')).toBe(false);
    expect(isRefused('https://a.example', 'a.example:443')).toBe(false);
    expect(isRefused('http://a.example:443', 'a.example')).toBe(true);
    expect(isRefused('https://a.example', 'a.example:80')).toBe(true);
  });
});

describe('The endpoint of an HTTP data source', () => {
  it.each(['http://a.example', 'https://A.example/', 'http://10.0.0.1:8080', 'http://[::1]:3000'])(
    'is a scheme, a host and a port: %s',
    (text) => expect(readEndpoint(text)?.href).toBe(new URL(text).href),
  );

  it.each([
    'a.example',
    'ftp://a.example',
    'file:///etc/passwd',
    'http://a.example/v1',
    'http://a.example/?a=1',
    'http://a.example?',
    'http://a.example/#',
    'http://user:word@a.example',
    'http://user@a.example',
    'http://',
  ])('is nothing else: %s', (text) => expect(readEndpoint(text)).toBeUndefined());
});
