import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from './request.js';

/** How the requests of a data source are signed: `awsIamConfig`, and who signs. */
export interface Signing {
  readonly region: string;
  readonly service: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The request with the headers of Signature Version 4, by AWS's own library. */
export async function sign(
  request: HttpRequest,
  { region, service, credentials }: Signing,
): Promise<HttpRequest> {
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3', // "each path segment … twice (except for Amazon S3)"
  });
  const { url, method, headers, body } = request;
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: queryOf(url),
    headers: { ...headers, host: url.host },
    body,
  });
  return { ...request, headers: signed.headers };
}

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]));
}
