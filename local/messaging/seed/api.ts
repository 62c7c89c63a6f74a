import type { Mutation, Query } from '../../../generated/schema.js';
import { operations } from './operations.js';

/** The seed cannot go on. The message has the host's answer. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  constructor(
    message: string,
    /** The `errorType` of the first error of the API, if it answered with errors. */
    readonly errorType?: string,
  ) {
    super(message);
  }
}

/** The host that the seed writes to, over HTTP like any client. */
export interface Api {
  /** The host's address, without a slash at its end. */
  readonly baseUrl: string;
  readonly userPoolClientId: string;
  readonly signal?: AbortSignal;
}

const read = async (api: { baseUrl: string; signal?: AbortSignal }, path: string, init = {}) => {
  try {
    const response = await fetch(api.baseUrl + path, { ...init, signal: api.signal });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
  } catch (error) {
    api.signal?.throwIfAborted();
    const why = error instanceof SyntaxError ? 'its answer is not JSON' : 'there is no answer';
    throw new SeedError(`${api.baseUrl}${path}: ${why}. Is the host running there (npm start)?`);
  }
};

/** The id of the host's user pool client, from `GET /config.json`. */
export const readClientId = async (baseUrl: string, signal?: AbortSignal): Promise<string> => {
  const { body } = await read({ baseUrl, signal }, '/config.json');
  if (typeof body.userPoolClientId === 'string') return body.userPoolClientId;
  throw new SeedError(`${baseUrl}/config.json names no userPoolClientId`);
};

/**
 * Signs in with a password (InitiateAuth, USER_PASSWORD_AUTH).
 * @returns the access token. @throws SeedError with Cognito's words.
 */
export const signIn = async (
  api: Api,
  { username, password }: { username: string; password: string },
): Promise<string> => {
  const { body } = await read(api, '/cognito', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: api.userPoolClientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  });
  if (body.ChallengeName !== undefined) {
    throw new SeedError(
      `${username} needs a second factor (${String(body.ChallengeName)}): start the host without --mfa required, or let it write the conversations itself`,
    );
  }
  const result = body.AuthenticationResult as { AccessToken?: string } | undefined;
  if (result?.AccessToken) return result.AccessToken;
  throw new SeedError(`Cannot sign in as ${username}: ${String(body.message ?? 'no token')}`);
};

type Fields = Query & Mutation;

/** Asks for one field. Only `me` may be null. @throws SeedError on an answer with errors. */
export const ask = async <Name extends keyof typeof operations & keyof Fields>(
  api: Api,
  accessToken: string,
  name: Name,
  variables: Record<string, unknown> = {},
): Promise<NonNullable<Fields[Name]>> => {
  const { status, body } = await read(api, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: accessToken },
    body: JSON.stringify({ query: operations[name], variables }),
  });
  const [error] = (body.errors ?? []) as { message: string; errorType?: string }[];
  if (error) throw new SeedError(`${error.errorType}: ${error.message}`, error.errorType);
  if (status !== 200 || !body.data)
    throw new SeedError(`${api.baseUrl}/graphql answered ${status}`);
  return (body.data as Required<Fields>)[name]!;
};
