import Fastify from 'fastify';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createCognito, type Cognito } from '../../local/cognito/cognito.js';
import type { PoolSettings } from '../../local/cognito/settings.js';
import type { TriggerHandlers } from '../../local/cognito/types.js';

export const PASSWORD = 'Correct-horse-7';

/** A pool on a port of its own. */
export interface ServedPool {
  readonly cognito: Cognito;
  /** The address that clients get: `userPoolEndpoint`. */
  readonly endpoint: string;
  /** Every line of the log. */
  readonly lines: string[];
  /** The newest code in the log for a user. */
  codeOf(username: string): string;
  /** Call an action as an AWS client does. */
  call(action: string, body: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the actions that are tested answer with; a member is there when the action has it. */
  readonly body: {
    readonly __type?: string;
    readonly message?: string;
    readonly UserSub: string;
    readonly Username: string;
    readonly UserAttributes: readonly { readonly Name: string; readonly Value: string }[];
    readonly SecretCode: string;
    readonly Session: string;
    readonly AuthenticationResult: Record<'AccessToken' | 'IdToken' | 'RefreshToken', string> & {
      readonly ExpiresIn: number;
    };
    readonly ChallengeParameters: Record<string, string>;
  };
}

export interface PoolOptions {
  dataDirectory?: string;
  settings?: PoolSettings;
  triggers?: TriggerHandlers;
  triggerTimeout?: number;
  clock?: () => number;
}

/** A pool for one test. */
export async function servePool(options: PoolOptions = {}): Promise<ServedPool> {
  const pool = await openPool(options);
  onTestFinished(pool.close);
  return pool;
}

/** One pool for all tests of a file or `describe`: making its key takes longer than most of them. */
export function usePool(): { readonly pool: ServedPool } {
  const shared: { pool: ServedPool } = { pool: undefined as never };
  beforeAll(async () => {
    shared.pool = await openPool();
  });
  afterAll(() => shared.pool.close());
  return shared;
}

async function openPool(options: PoolOptions = {}): Promise<ServedPool> {
  const lines: string[] = [];
  const log = {
    info: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  };
  const cognito = await createCognito({ triggerTimeout: 60_000, ...options, log });
  const app = Fastify({ forceCloseConnections: true });
  await app.register(cognito.plugin, { prefix: '/cognito' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const endpoint = `${address}/cognito`;
  const close = async () => {
    await app.close();
  };
  return {
    cognito,
    endpoint,
    lines,
    close,
    codeOf(username) {
      const line = lines.findLast((text) => text.includes(` for ${username} <`));
      const code = line && /: (\d{6})$/.exec(line)?.[1];
      if (!code) throw new Error(`No code was sent to ${username}`);
      return code;
    },
    async call(action, body) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer['body'],
      };
    },
  };
}

/** The input of a sign-up. */
export const newUser = (username: string) => ({
  username,
  password: PASSWORD,
  attributes: { email: `${username}@example.com`, name: username, preferred_username: username },
});
