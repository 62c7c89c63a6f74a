import { describe, expect, it } from 'vitest';
import { httpSourceAt, scope } from '../support/httpSource.js';
import { signatureOf } from '../support/signature.js';
import { useWebServers } from '../support/webServer.js';

const servers = useWebServers();

describe('A signed request', () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const signing = { region: 'eu-west-1', service: 'states', credentials };

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
      expect(authorization.split('Signature=')[1]).toBe(
        signatureOf(received[0]!, { ...signing, ...credentials }),
      );
    },
  );
});
