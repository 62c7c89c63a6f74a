import { createHmac, randomBytes } from 'node:crypto';
import type { Credentials } from '../iam/signature.js';

/** As AppSync's look: the host's secret makes it, so it is the same at each start and in no other place. */
export const apiKeyOf = (secret: Buffer, logicalId: string): string =>
  `da2-${createHmac('sha256', secret).update(logicalId).digest('hex').slice(0, 26)}`;

/**
 * What signs requests for AWS_IAM: the same at each start, as an API key is.
 * @param caller a caller of the manifest; left out: the host's own
 */
export function credentialsOf(secret: Buffer, caller?: string): Credentials {
  const name = caller === undefined ? 'AWS_IAM' : `AWS_IAM ${caller}`;
  const hash = createHmac('sha256', secret).update(name).digest();
  return {
    accessKeyId: `AKIA${hash.toString('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: hash.toString('base64').slice(0, 40),
  };
}

/** Credentials of a role that a function has, until the host ends. */
export const sessionCredentials = () => ({
  accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64'),
  sessionToken: randomBytes(30).toString('base64'),
});
