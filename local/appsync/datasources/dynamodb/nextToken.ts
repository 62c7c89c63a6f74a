import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataSourceScope } from '../../types.js';
import { toItem } from './attributeValues.js';
import type { Item } from '../../../dynamodb/wire/index.js';
import { Failure } from './failure.js';

/** Converts `LastEvaluatedKey` to `nextToken` and back. A token is valid for one resolver and function. */
export interface TokenSeal {
  seal(lastEvaluatedKey: Item, scope: DataSourceScope): string;
  /** Throws the `Failure` that AppSync returns for a token that it did not make for this scope. */
  open(nextToken: string, scope: DataSourceScope): Item;
}

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

const place = ({ resolver, functionName = '' }: DataSourceScope): Buffer =>
  Buffer.from(JSON.stringify([resolver, functionName]));

/** Seen in public reports of 2020, when AppSync refused its own tokens (amplify-cli#3411). */
const refused = (): Failure =>
  new Failure(
    'DynamoDB:UserIllegalArgumentException',
    'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
  );

/**
 * Encrypts tokens with AES-256-GCM. AppSync encrypts them too, and documents that a token cannot be
 * used with another function or resolver (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-query).
 * @param tokenKey 32 bytes. With the same key, tokens stay valid after a restart of the host.
 */
export const createTokenSeal = (tokenKey: Buffer): TokenSeal => ({
  seal: (lastEvaluatedKey, scope) => {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(algorithm, tokenKey, iv).setAAD(place(scope));
    const sealed = [iv, cipher.update(JSON.stringify(lastEvaluatedKey), 'utf8'), cipher.final()];
    return Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64url');
  },

  open: (nextToken, scope) => {
    const bytes = Buffer.from(nextToken, 'base64url');
    // Buffer ignores invalid characters. Only the canonical text of a token is valid.
    if (bytes.toString('base64url') !== nextToken || bytes.length < ivLength + tagLength) {
      throw refused();
    }
    try {
      const decipher = createDecipheriv(algorithm, tokenKey, bytes.subarray(0, ivLength))
        .setAAD(place(scope))
        .setAuthTag(bytes.subarray(-tagLength));
      const text = decipher.update(bytes.subarray(ivLength, -tagLength), undefined, 'utf8');
      return toItem(JSON.parse(text + decipher.final('utf8')), '$');
    } catch {
      throw refused();
    }
  },
});
