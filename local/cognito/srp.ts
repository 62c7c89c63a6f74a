/**
 * SRP-6a as Cognito speaks it: RFC 5054 with the 3072-bit group of RFC 3526, SHA-256, and a 16-byte
 * key by HKDF with the info "Caldera Derived Key". The client's half is in `@aws-amplify/auth`,
 * `providers/cognito/utils/srp`. The server keeps salt and verifier, never the password.
 */
import {
  createDiffieHellman,
  createHash,
  createHmac,
  type DiffieHellman,
  getDiffieHellman,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { PasswordVerifier } from './types.js';

const PRIME = getDiffieHellman('modp15').getPrime();
const N = toInteger(PRIME);
const G = 2n;
const K = toInteger(sha256(signed(N), signed(G)));
const HKDF_INFO = 'Caldera Derived Key';

/** Made at the first use: on Node 24 OpenSSL tests the prime first, for two seconds. */
let group: DiffieHellman | undefined;

/** The server's half of one exchange. */
export interface ServerKeys {
  /** Private, 256 bits. */
  readonly b: bigint;
  /** Public: k·v + g^b mod N. */
  readonly B: bigint;
}

/** The user of a verifier. `poolName` is the pool's id after the underscore. */
export interface Identity {
  readonly poolName: string;
  readonly username: string;
}

/** Makes the verifier that is stored in place of a password. */
export function createVerifier(
  identity: Identity,
  password: string,
  salt: Buffer = randomBytes(16),
): PasswordVerifier {
  const verifier = power(G, privateKeyOf(identity, password, toInteger(salt)));
  return { salt: salt.toString('hex'), verifier: verifier.toString(16) };
}

/** Whether the password is the one that the verifier was made from. */
export function isPassword(
  identity: Identity,
  password: string,
  { salt, verifier }: PasswordVerifier,
): boolean {
  const found = createVerifier(identity, password, Buffer.from(salt, 'hex')).verifier;
  return timingSafeEqual(sha256(Buffer.from(found)), sha256(Buffer.from(verifier)));
}

/** Begins an exchange with a stored verifier. */
export function createServerKeys({ verifier }: PasswordVerifier): ServerKeys {
  const b = toInteger(randomBytes(32));
  return { b, B: (K * BigInt(`0x${verifier}`) + power(G, b)) % N };
}

/**
 * Reads the client's public value. Undefined for zero modulo N, which RFC 5054 has the server
 * refuse.
 */
export function readClientKey(hex: string): bigint | undefined {
  const A = BigInt(`0x${hex}`) % N;
  return A === 0n ? undefined : A;
}

/**
 * Whether the client's `PASSWORD_CLAIM_SIGNATURE` proves the password. It is an HMAC; both sides
 * have the same key only if the password is right.
 */
export function isSignature({
  identity,
  clientKey,
  serverKeys: { b, B },
  password: { verifier },
  secretBlock,
  timestamp,
  signature,
}: {
  identity: Identity;
  clientKey: bigint;
  serverKeys: ServerKeys;
  password: PasswordVerifier;
  secretBlock: Buffer;
  timestamp: string;
  /** Base64. */
  signature: string;
}): boolean {
  const u = toInteger(sha256(signed(clientKey), signed(B)));
  const base = (clientKey * power(BigInt(`0x${verifier}`), u)) % N;
  // OpenSSL rejects this base. A client can cause it only if it knows the verifier.
  if (base <= 1n || base === N - 1n) return false;
  const secret = power(base, b);
  const key = Buffer.from(hkdfSync('sha256', signed(secret), signed(u), HKDF_INFO, 16));
  const expected = createHmac('sha256', key)
    .update(identity.poolName)
    .update(identity.username)
    .update(secretBlock)
    .update(timestamp)
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** x: the hash of salt, user and password. */
function privateKeyOf({ poolName, username }: Identity, password: string, salt: bigint): bigint {
  const inner = sha256(Buffer.from(`${poolName}${username}:${password}`));
  return toInteger(sha256(signed(salt), inner));
}

/** OpenSSL's modular exponentiation: constant in time, half a millisecond for 256 bits. */
function power(base: bigint, exponent: bigint): bigint {
  group ??= createDiffieHellman(PRIME, 2);
  group.setPrivateKey(unsigned(exponent));
  return toInteger(group.computeSecret(unsigned(base)));
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function unsigned(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/** As Java's BigInteger.toByteArray: a leading zero byte where the first bit is set. */
function signed(value: bigint): Buffer {
  const bytes = unsigned(value);
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}
