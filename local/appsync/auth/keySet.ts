import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';

/** Members that only a private key or a shared secret has. */
const secrets = ['d', 'k', 'p', 'q'];
const keySet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1, 'has no key')
    .refine(
      (keys) => keys.every((key) => !secrets.some((name) => name in key)),
      'holds a private key or a secret: only public keys belong here',
    ),
});

/**
 * The public keys of an issuer, from a file.
 * @throws Error which says what is wrong with the file, and not where it is
 */
export async function keysOfFile(file: string): Promise<JWTVerifyGetKey> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('there is no such file');
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  const { success, data, error } = keySet.safeParse(value);
  if (success) return createLocalJWKSet(data);
  const [issue] = error.issues;
  throw new Error(`is no set of keys (JWKS): ${issue!.path.join('.')}: ${issue!.message}`);
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** How long an issuer may take to say where its keys are, in milliseconds. */
const TIMEOUT = 5_000;

/**
 * The public keys of an issuer, from its own discovery document (OpenID Connect Discovery 1.0). It is
 * asked when the first token comes, and again after a failure.
 *
 * @param onError called with the reason why the issuer cannot be asked; the token is refused
 */
export function keysOfIssuer(issuer: string, onError: (error: unknown) => void): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(place, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(`${place} answers ${response.status}`);
    const document = discovery.parse(await response.json());
    if (document.issuer !== issuer) {
      throw new Error(`${place} is of the issuer ${document.issuer}, not of ${issuer}`);
    }
    return createRemoteJWKSet(new URL(document.jwks_uri));
  };
  return async (header, token) => {
    try {
      const keys = await (found ??= discover());
      return await keys(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      found = undefined;
      onError(error);
      throw new UnauthorizedError(unauthorizedMessages.noCredential);
    }
  };
}

/** Whether no key fits a token: the issuer has answered. */
const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;
