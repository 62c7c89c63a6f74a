import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { ServedApi } from '../../local/public.js';
import { startManifestApi } from '../../local/manifest/start.js';
import { type AppSyncSocket, connect } from '../support/appsyncSocket.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';

export const files = {
  schema: fileURLToPath(new URL('./library.graphql', import.meta.url)),
  manifest: fileURLToPath(new URL('./library.json', import.meta.url)),
};

export const READING_KEY = 'da2-reading00000000000000000000';
export const LAPSED_KEY = 'da2-lapsed000000000000000000000';
export const passwords = {
  lena: 'Shelves-and-Dust-1',
  rosa: 'Reading-All-Night-2',
  theo: 'Reading-All-Night-3',
} as const;

export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly Record<string, unknown>[];
}

/** Somebody at the library's door: with a key, or signed in. */
export class Visitor {
  constructor(
    readonly url: string,
    readonly credential: { readonly apiKey: string } | { readonly token: string },
  ) {}

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const { credential } = this;
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...('token' in credential
          ? { authorization: credential.token }
          : { 'x-api-key': credential.apiKey }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  }

  /** The data; fails the test when there are errors. */
  async get(query: string, variables: Record<string, unknown> = {}) {
    const { data, errors } = await this.ask(query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data!;
  }

  /** A socket, acknowledged. */
  async listen(): Promise<AppSyncSocket> {
    const socket = await connect({ url: `${this.url}/graphql`, ...this.credential });
    await socket.init();
    return socket;
  }
}

export type TokenKind = 'AccessToken' | 'IdToken';

export async function signIn(
  api: ServedApi,
  username: keyof typeof passwords,
  kind: TokenKind = 'AccessToken',
): Promise<Visitor> {
  const { userPoolEndpoint, userPoolClientId } = api.config.amplify.Auth!.Cognito;
  const response = await fetch(userPoolEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: userPoolClientId,
      AuthParameters: { USERNAME: username, PASSWORD: passwords[username] },
    }),
  });
  const body = (await response.json()) as { AuthenticationResult?: Record<TokenKind, string> };
  if (!body.AuthenticationResult) throw new Error(`sign-in failed: ${JSON.stringify(body)}`);
  return new Visitor(api.url, { token: body.AuthenticationResult[kind] });
}

/** The library for one test file, with its tables in the run's DynamoDB Local. */
export function useLibrary() {
  let api: ServedApi;
  beforeAll(async () => {
    api = await startManifestApi({ ...files, dynamodbEndpoint: dynamoDBEndpoint() });
  });
  afterAll(() => api?.stop());
  return {
    get api() {
      return api;
    },
    visitor: (apiKey = READING_KEY) => new Visitor(api.url, { apiKey }),
    signIn: (username: keyof typeof passwords, kind?: TokenKind) => signIn(api, username, kind),
  };
}
