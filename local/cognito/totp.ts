/**
 * Time-based one-time passwords (RFC 6238): six digits, SHA-1, steps of 30 seconds, as Cognito has
 * them ("TOTP software token MFA", Amazon Cognito developer guide).
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isSame } from './isSame.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;
/**
 * How many steps before and after now are accepted, because clocks differ. AWS's number is not
 * known.
 */
const DRIFT = 1;

/** A new secret, base 32, 32 bytes. */
export function makeTotpSecret(): string {
  const bits = [...randomBytes(32)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}

/**
 * Returns the step of a code; undefined if no step around now has this code.
 *
 * @param now epoch milliseconds
 */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const current = Math.floor(now / STEP);
  const key = decode(secret);
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, index) => current - DRIFT + index);
  return steps.find((step) => isSame(codeOf(key, step), code));
}

function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

function decode(secret: string): Buffer {
  const bits = [...secret].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
