import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { z } from 'zod';
import { readWhole, writeWhole } from './files.js';
import type { PoolIdentity } from './types.js';

const ALGORITHM = 'RS256';
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), kid: z.string() });
const fileSchema = z.object({
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  secret: z.string(),
  privateKey: jwkSchema,
});
type File = z.infer<typeof fileSchema>;

/** The pool's ids, and the key that signs its tokens. */
export interface PoolKeys extends PoolIdentity {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The public keys that verify the tokens. */
  readonly jwks: JSONWebKeySet;
}

/** The region that a pool's id begins with. */
export const regionOf = ({ userPoolId }: PoolIdentity): string =>
  userPoolId.slice(0, userPoolId.indexOf('_'));

/**
 * Reads this installation's pool from the data directory, or makes one: ids of AWS's form and a new
 * RSA key pair. Without a directory, the pool lives in this process only.
 */
export async function loadKeys(dataDirectory: string | undefined): Promise<PoolKeys> {
  if (dataDirectory === undefined) return toKeys(await createFile());
  const path = join(dataDirectory, 'userPool.json');
  const stored = await readWhole(path, fileSchema);
  if (stored) return toKeys(stored);
  const created = await createFile();
  await writeWhole(path, JSON.stringify(created, null, 2));
  return toKeys(created);
}

async function createFile(): Promise<File> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return {
    userPoolId: `us-east-1_${randomText(9, DIGITS + LOWER + LOWER.toUpperCase())}`,
    userPoolClientId: randomText(26, DIGITS + LOWER),
    secret: randomBytes(32).toString('base64url'),
    privateKey: { ...jwk, kty: 'RSA', kid: await calculateJwkThumbprint(jwk) },
  };
}

async function toKeys({ privateKey, ...identity }: File): Promise<PoolKeys> {
  const { kid, kty, n, e } = privateKey as JWK & { kid: string };
  const publicJwk: JWK = { kty, n, e, kid, alg: ALGORITHM, use: 'sig' };
  return {
    ...identity,
    kid,
    privateKey: await toRsaKey(privateKey),
    publicKey: await toRsaKey(publicJwk),
    jwks: { keys: [publicJwk] },
  };
}

async function toRsaKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('The pool key is not an RSA key');
  return key;
}

function randomText(length: number, alphabet: string): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
