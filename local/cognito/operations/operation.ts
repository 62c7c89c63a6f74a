import { z } from 'zod';
import { CognitoError, invalidParameter } from '../errors.js';
import type { Pool } from '../pool.js';
import type { User } from '../types.js';

/** One action of the API: the request's body in, the response's body out. */
export type Operation = (pool: Pool, body: unknown) => Promise<object>;

/**
 * An action whose input is checked as AWS checks it. A value of another type is a
 * `SerializationException`. A value that breaks a constraint is an `InvalidParameterException`,
 * which names every such member.
 */
export function operation<Input>(
  schema: z.ZodType<Input>,
  run: (pool: Pool, input: Input) => Promise<object>,
): Operation {
  return async (pool, body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw toError(parsed.error.issues, body);
    return run(pool, parsed.data);
  };
}

// The length is checked first: AWS's own pattern for passwords takes cubic time to fail.
const text = (pattern: RegExp, max: number) =>
  z.string().min(1).max(max, { abort: true }).regex(pattern);

/** Types of the API's members ("Data types", Amazon Cognito user pools API reference). */
export const members = {
  clientId: text(/^[\w+]+$/, 128),
  username: text(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, 128),
  password: text(/^[\S]+.*[\S]+$/, 256),
  confirmationCode: text(/^[\S]+$/, 2048),
  accessToken: text(/^[A-Za-z0-9-_=.]+$/, 16_384),
  refreshToken: text(/^[A-Za-z0-9-_=.]+$/, 16_384),
  session: text(/^[^]*$/, 4096),
  totpCode: text(/^[0-9]+$/, 6),
  clientMetadata: z.record(z.string().max(131), z.string().max(2_048)).optional(),
  parameters: z.record(z.string().max(131), z.string().max(16_384)).optional(),
  attributes: z
    .array(z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2_048).optional() }))
    .max(64)
    .default([]),
};

/** What each action of the app client names. */
export const byClient = z.object({ ClientId: members.clientId });

/**
 * An action of the app client. One of another pool's client is a `ResourceNotFoundException`.
 */
export const clientOperation = <Input extends z.infer<typeof byClient>>(
  schema: z.ZodType<Input>,
  run: (pool: Pool, input: Input) => Promise<object>,
): Operation =>
  operation(schema, async (pool, input) => {
    if (input.ClientId === pool.keys.userPoolClientId) return run(pool, input);
    throw new CognitoError(
      'ResourceNotFoundException',
      `User pool client ${input.ClientId} does not exist.`,
    );
  });

/** What each action of a signed-in person carries. */
export const byUser = z.object({ AccessToken: members.accessToken });

/** An action of a signed-in person. One without a valid token is a `NotAuthorizedException`. */
export const userOperation = <Input extends z.infer<typeof byUser>>(
  schema: z.ZodType<Input>,
  run: (pool: Pool, user: User, input: Input) => Promise<object>,
): Operation =>
  operation(schema, async (pool, input) =>
    run(pool, await pool.tokens.userOf(input.AccessToken), input),
  );

/** A parameter that a flow needs. @throws CognitoError when it is missing. */
export function requireParameter(
  parameters: Readonly<Record<string, string>> | undefined,
  name: string,
): string {
  const value = parameters?.[name];
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

function toError(issues: readonly z.core.$ZodIssue[], body: unknown): CognitoError {
  const reasons = issues.map((issue) => {
    const constraint = constraintOf(issue, body);
    if (constraint === undefined) return undefined;
    return `Value at '${memberOf(issue.path)}' failed to satisfy constraint: ${constraint}`;
  });
  if (reasons.includes(undefined)) {
    return new CognitoError('SerializationException', 'A value has another type than its member');
  }
  const count = reasons.length;
  return invalidParameter(
    `${count} validation error${count === 1 ? '' : 's'} detected: ${reasons.join('; ')}`,
  );
}

/** AWS's words for what is wrong; undefined for a value of another type. */
function constraintOf(issue: z.core.$ZodIssue, body: unknown): string | undefined {
  const value = valueAt(body, issue.path);
  if (issue.path.length > 0 && value === undefined) return 'Member must not be null';
  switch (issue.code) {
    case 'too_small':
      return `Member must have length greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have length less than or equal to ${issue.maximum}`;
    case 'invalid_value':
      return typeof value === 'string'
        ? `Member must satisfy enum value set: [${issue.values.join(', ')}]`
        : undefined;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `Member must satisfy regular expression pattern: ${(issue.pattern ?? '').replaceAll(/^\/\^?|\$?\/u?$/g, '')}`
        : undefined;
    default:
      return undefined;
  }
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value;
}

/** `userAttributes.1.member.name`. */
function memberOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) =>
      typeof key === 'number'
        ? `${key + 1}.member`
        : String(key).charAt(0).toLowerCase() + String(key).slice(1),
    )
    .join('.');
}
