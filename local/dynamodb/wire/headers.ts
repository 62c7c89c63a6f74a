import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { clientOptions, type ConnectOptions } from '../connect.js';

/** Of `x-amz-target`, before the operation's name. */
export const TARGET = 'DynamoDB_20120810.';
export const JSON_TYPE = 'application/x-amz-json-1.0';

/**
 * Makes the headers of requests, with Signature Version 4 by AWS's own library.
 * @returns takes the whole `x-amz-target` and the body
 */
export function createHeaders(
  options: ConnectOptions,
): (target: string, body: string) => Promise<Record<string, string>> {
  const { protocol, host, hostname, pathname: path } = new URL(options.endpoint);
  const { credentials } = clientOptions(options);
  const signer = new SignatureV4({
    credentials,
    region: options.region,
    service: 'dynamodb',
    sha256: Hash.bind(null, 'sha256'),
  });
  return async (target, body) => {
    const headers = { host, 'content-type': JSON_TYPE, 'x-amz-target': target };
    const request = { method: 'POST', protocol, hostname, path, query: {}, headers, body };
    return (await signer.sign(request)).headers;
  };
}
