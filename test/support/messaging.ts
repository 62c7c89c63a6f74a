import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import { openScriptStore } from '../../local/appsync/runtime/scriptStore.js';
import { type Host, type HostOptions, startHost } from '../../local/messaging/host.js';
import { moderatorsGroup } from '../../resolvers/moderators.js';
import { useDynamoDB } from './dynamodb.js';
import pino from 'pino';
import { request } from 'undici';
import { Person } from './person.js';

const PASSWORD = 'Correct-Horse-7';

/** Checked code, for the hosts of all files of a worker. It is in no file. */
const scripts = openScriptStore('', '');

/**
 * The whole backend for one test file: a host of its own, on a free port, with a table of its own
 * in the run's DynamoDB. In the project `from-template` the host serves what CDK deploys.
 */
export function useMessaging(options: Partial<HostOptions> = {}) {
  const dynamodb = useDynamoDB();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(line) });
  let host: Host;
  beforeAll(async () => {
    // CDK takes a second to load: only where it is needed.
    const start = inject('isFromTemplate')
      ? (await import('./templateHost.js')).startHostFromTemplate
      : (given: HostOptions) => startHost({ scripts, ...given });
    host = await start({
      port: 0,
      dynamodbEndpoint: dynamodb.endpoint,
      tableName: dynamodb.tableName,
      seed: false,
      triggerTimeout: 60_000, // for a machine that is busy with other work
      log,
      ...options,
    });
  });
  afterAll(() => host?.stop());

  return {
    dynamodb,
    get host(): Host {
      return host;
    },
    /** The host's log, a JSON line each. */
    logged,
    /** The newest code that was "sent" to an e-mail address: the host logs it. */
    sentCode(email: string): string {
      const line = logged.findLast((text) => text.includes(`<${email}>: `));
      if (!line) throw new Error(`no code was sent to ${email}`);
      return /: (\d{6})$/.exec((JSON.parse(line) as { msg: string }).msg)![1]!;
    },
    /** A new person, confirmed, and signed in with a password. */
    newPerson: (name?: string): Promise<Person> => newPerson(host, name),
    /** The same, and a member of the group of moderators. */
    newModerator: (name = 'Mod'): Promise<Person> => newPerson(host, name, [moderatorsGroup]),
  };
}

export async function newPerson(host: Host, name = 'someone', groups?: string[]): Promise<Person> {
  const handle = `${name.toLowerCase()}_${randomUUID().slice(0, 8)}`;
  const displayName = `${name} ${handle.slice(-4)}`;
  const email = `${handle}@example.com`;
  const user = await host.cognito.seedUser({
    password: PASSWORD,
    attributes: { preferred_username: handle, name: displayName, email },
    groups,
  });
  const tokens = await signIn(host, email, PASSWORD);
  return new Person({
    url: host.url,
    uuid: user.sub,
    handle,
    displayName,
    username: email,
    password: PASSWORD,
    accessToken: tokens.AccessToken,
    idToken: tokens.IdToken,
  });
}

export interface Tokens {
  AccessToken: string;
  IdToken: string;
  RefreshToken: string;
}

/** One call of the Cognito user pool API, as any SDK makes it. */
export async function cognito(
  host: Host,
  operation: string,
  body: Record<string, unknown>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await request(`${host.url}/cognito`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.statusCode,
    body: (await response.body.json()) as Record<string, unknown>,
  };
}

export async function signIn(host: Host, username: string, password: string): Promise<Tokens> {
  const { status, body } = await cognito(host, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: host.config.userPoolClientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  if (status !== 200) throw new Error(`sign-in of ${username} failed: ${JSON.stringify(body)}`);
  return body.AuthenticationResult as Tokens;
}
