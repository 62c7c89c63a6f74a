import { createHmac } from 'node:crypto';
import { isSame } from './isSame.js';
import type { Session } from './types.js';

/** At most so many valid tokens are kept for a session. New ones push out the oldest. */
const MAX_GOOD = 100;

/**
 * A refresh token: its session, its number in the session, and a MAC of both. So a used token is
 * recognised for as long as its session lives, without a list of all tokens.
 */
export function makeRefreshToken(secret: string, originJti: string, number: number): string {
  const name = `${originJti}.${number}`;
  return `${name}.${macOf(secret, name)}`;
}

/** Reads the session and number of a refresh token of this pool. Undefined for any other text. */
export function readRefreshToken(
  secret: string,
  token: string,
): { originJti: string; number: number } | undefined {
  const [, originJti, number] = /^([0-9a-f-]{36})\.(\d{1,9})\.[\w-]{43}$/.exec(token) ?? [];
  if (originJti === undefined || number === undefined) return undefined;
  if (!isSame(token, makeRefreshToken(secret, originJti, Number(number)))) return undefined;
  return { originJti, number: Number(number) };
}

/** Whether the token of this number still refreshes the session. `now` is epoch milliseconds. */
export const isGood = ({ refreshTokens }: Session, number: number, now: number): boolean =>
  refreshTokens.some((token) => token.number === number && now < (token.goodUntil ?? Infinity));

/**
 * Replaces a used token. The used one stays valid for the grace.
 *
 * @param graceMilliseconds from the first use on
 * @returns the new token's number
 */
export function rotate(
  session: Session,
  used: number,
  now: number,
  graceMilliseconds: number,
): number {
  const number = session.newestRefreshToken + 1;
  session.newestRefreshToken = number;
  session.refreshTokens = [
    ...session.refreshTokens
      .map((token) =>
        token.number === used
          ? { number: used, goodUntil: token.goodUntil ?? now + graceMilliseconds }
          : token,
      )
      .filter(({ goodUntil }) => now < (goodUntil ?? Infinity)),
    { number },
  ].slice(-MAX_GOOD);
  return number;
}

const macOf = (secret: string, name: string): string =>
  createHmac('sha256', secret).update(`refresh token ${name}`).digest('base64url');
