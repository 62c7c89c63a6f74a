import { invalidParameter, notAuthorized } from './errors.js';
import type { PoolSettings } from './settings.js';
import type { Attributes } from './types.js';

/** OpenID Connect's claims: every pool has them ("Working with user attributes"). */
const STANDARD: ReadonlySet<string> = new Set([
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
 * Reads the attributes that a client writes. Accepts only attributes that the pool has and that the
 * client may write.
 *
 * @throws CognitoError `InvalidParameterException` or `NotAuthorizedException`.
 */
export function readWritableAttributes(
  list: readonly { Name: string; Value?: string }[],
  { writableAttributes }: Pick<PoolSettings, 'writableAttributes'>,
): Attributes {
  const attributes: Attributes = {};
  for (const { Name: name, Value: value = '' } of list) {
    const isStandard = STANDARD.has(name);
    if (READ_ONLY.has(name) || (isStandard && writableAttributes?.includes(name) === false)) {
      throw notAuthorized('A client attempted to write unauthorized attribute');
    }
    if (!isStandard) {
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

/** @throws CognitoError `InvalidParameterException` when a required attribute is missing. */
export function checkRequired(attributes: Attributes, required: readonly string[]): void {
  const missing = [...new Set(['email', ...required])].filter((name) => !attributes[name]);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `${name}: The attribute is required\n`);
  throw invalidParameter(`Attributes did not conform to the schema: ${reasons.join('')}`);
}

/**
 * Checks that all attributes may be changed. The text of the error is the one that clients report
 * (amplify-swift issue 3981). Assumed: the error also comes for an unchanged value, and for a
 * deletion.
 *
 * @throws CognitoError `InvalidParameterException` when an attribute is immutable.
 */
export function checkMutable(
  names: readonly string[],
  { immutableAttributes = [] }: Pick<PoolSettings, 'immutableAttributes'>,
): void {
  const fixed = names.filter((name) => immutableAttributes.includes(name));
  if (fixed.length === 0) return;
  throw invalidParameter(
    fixed.map((name) => `user.${name}: Attribute cannot be updated.\n`).join(''),
  );
}

/**
 * Reads the attributes of a sign-up.
 *
 * @throws CognitoError as `readWritableAttributes` and `checkRequired`.
 */
export function readAttributes(
  list: readonly { Name: string; Value?: string }[],
  settings: Pick<PoolSettings, 'requiredAttributes' | 'writableAttributes'>,
): Attributes {
  const attributes = readWritableAttributes(list, settings);
  checkRequired(attributes, settings.requiredAttributes);
  return attributes;
}

/** `UserAttributes` of GetUser. */
export const toAttributeList = (sub: string, attributes: Attributes) =>
  Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
