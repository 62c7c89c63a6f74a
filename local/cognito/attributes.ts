import { invalidParameter, notAuthorized } from './errors.js';
import type { Attributes } from './types.js';

/** OpenID Connect's claims that a pool has without being told ("Working with user attributes"). */
const WRITABLE = new Set([
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'website',
  'zoneinfo',
]);
const READ_ONLY = new Set(['sub', 'email_verified', 'phone_number_verified', 'updated_at']);
// No control characters: the address is written to the log beside its code.
const EMAIL = /^[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u;

/**
 * Reads the attributes that a client writes: such as the pool knows and a client may write.
 *
 * @throws CognitoError `InvalidParameterException` or `NotAuthorizedException`.
 */
export function readWritableAttributes(
  list: readonly { Name: string; Value?: string }[],
): Attributes {
  const attributes: Attributes = {};
  for (const { Name: name, Value: value = '' } of list) {
    if (READ_ONLY.has(name)) {
      throw notAuthorized('A client attempted to write unauthorized attribute');
    }
    if (!WRITABLE.has(name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined\n`,
      );
    }
    attributes[name] = value;
  }
  if (attributes.email && !EMAIL.test(attributes.email)) {
    throw invalidParameter('Invalid email address format.');
  }
  return attributes;
}

/** @throws CognitoError `InvalidParameterException` when one that the pool requires is missing. */
export function checkRequired(attributes: Attributes, required: readonly string[]): void {
  const missing = [...new Set(['email', ...required])].filter((name) => !attributes[name]);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `${name}: The attribute is required\n`);
  throw invalidParameter(`Attributes did not conform to the schema: ${reasons.join('')}`);
}

/** The attributes of a sign-up. @throws CognitoError as the two above. */
export function readAttributes(
  list: readonly { Name: string; Value?: string }[],
  required: readonly string[],
): Attributes {
  const attributes = readWritableAttributes(list);
  checkRequired(attributes, required);
  return attributes;
}

/** `UserAttributes` of GetUser. */
export const toAttributeList = (sub: string, attributes: Attributes) =>
  Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
