import { createHash, createHmac } from 'node:crypto';
import type { Received } from './webServer.js';

/** The signature that AWS works out of a request, by the steps of the IAM user guide. */
export function signatureOf(
  { method, url, headers, body }: Received,
  of: { readonly region: string; readonly service: string; readonly secretAccessKey: string },
): string {
  const [path = '', search = ''] = url.split('?');
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization!)![1]!;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const twice = path.split('/').map(encodeURIComponent).join('/');
  const query = search.split('&').sort().join('&');
  const canonical = [method, twice, query, lines.join(''), signed, sha256(body)].join('\n');
  const date = String(headers['x-amz-date']);
  const place = [date.slice(0, 8), of.region, of.service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, place.join('/'), sha256(canonical)].join('\n');
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const key = place.reduce<string | Buffer>(hmac, `AWS4${of.secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}
