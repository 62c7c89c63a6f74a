import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { httpSourceAt, scope } from '../support/httpSource.js';
import { type Received, useWebServers } from '../support/webServer.js';

const servers = useWebServers();

describe('A signed request', () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const signing = { region: 'eu-west-1', service: 'states', credentials };

  /** The signature that AWS works out of a request, by the steps of the IAM user guide. */
  function signatureOf({ method, url, headers, body }: Received): string {
    const [path = '', search = ''] = url.split('?');
    const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization!)![1]!;
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
    const twice = path.split('/').map(encodeURIComponent).join('/');
    const query = search.split('&').sort().join('&');
    const canonical = [method, twice, query, lines.join(''), signed, sha256(body)].join('\n');
    const date = String(headers['x-amz-date']);
    const place = [date.slice(0, 8), signing.region, signing.service, 'aws4_request'];
    const toSign = ['AWS4-HMAC-SHA256', date, place.join('/'), sha256(canonical)].join('\n');
    const hmac = (key: string | Buffer, text: string) =>
      createHmac('sha256', key).update(text).digest();
    const key = place.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
    return hmac(key, toSign).toString('hex');
  }

  it.each([
    ['GET', '/v1/apis', undefined],
    ['POST', '/a b/é', { params: { query: { b: ['2', '1'], 'a/c': "x y'*" }, body: { x: 'ü' } } }],
    ['PUT', '/x?z=1&a=2', { params: { headers: { Authorization: 'mine', 'X-Amz-Target': 'T' } } }],
  ])(
    'of %s %s has the signature that the service works out',
    async (method, resourcePath, more) => {
      const { url, host, received } = await servers.start();
      const source = httpSourceAt(url, [host], { signing });
      await source.execute({ method, resourcePath, ...more }, scope);
      const { authorization = '' } = received[0]!.headers;
      expect(authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/states\/aws4_request, SignedHeaders=[\w;-]*host[\w;-]*, Signature=/,
      );
      expect(authorization.split('Signature=')[1]).toBe(signatureOf(received[0]!));
    },
  );
});
