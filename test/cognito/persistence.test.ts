import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtProgram } from '../support/builtProgram.js';
import { newUser, PASSWORD, servePool, type ServedPool } from './servePool.js';

describe('a pool with a data directory', () => {
  test('is the same pool after a restart: ids, keys, accounts, sessions, codes', async () => {
    const dataDirectory = await newDirectory();
    const before = await servePool({ dataDirectory });
    const ada = await before.cognito.seedUser(newUser('ada'));
    const { AccessToken, RefreshToken } = await signIn(before, 'ada');
    await signUp(before, 'bob');
    await before.close();

    const after = await servePool({ dataDirectory });
    expect(after.cognito.userPoolId).toBe(before.cognito.userPoolId);
    expect(after.cognito.publicJwks).toEqual(before.cognito.publicJwks);
    expect(after.cognito.users()[0]).toEqual(ada);
    const { body: user } = await after.call('GetUser', { AccessToken });
    expect(user.Username).toBe('ada');
    const ClientId = after.cognito.userPoolClientId;
    const refreshed = await after.call('GetTokensFromRefreshToken', { ClientId, RefreshToken });
    expect(refreshed.status).toBe(200);
    const confirmed = await after.call('ConfirmSignUp', {
      ClientId,
      Username: 'bob',
      ConfirmationCode: before.codeOf('bob'),
    });
    expect(confirmed.status).toBe(200);
  });

  test('remembers ended sessions and deleted accounts', async () => {
    const dataDirectory = await newDirectory();
    const before = await servePool({ dataDirectory });
    await before.cognito.seedUser(newUser('ada'));
    await before.cognito.seedUser(newUser('bob'));
    const ada = await signIn(before, 'ada');
    await before.call('GlobalSignOut', { AccessToken: ada.AccessToken });
    const bob = await signIn(before, 'bob');
    await before.call('DeleteUser', { AccessToken: bob.AccessToken });
    await before.close();

    const after = await servePool({ dataDirectory });
    expect((await after.call('GetUser', ada)).body.message).toBe('Access Token has been revoked');
    expect((await after.call('GetUser', bob)).body.message).toBe('Invalid Access Token');
    expect(after.cognito.users().map(({ username }) => username)).toEqual(['ada']);
  });

  test('keeps files that only their owner reads, without a password, code or token in them', async () => {
    const dataDirectory = await newDirectory();
    const pool = await servePool({ dataDirectory });
    await pool.cognito.seedUser(newUser('ada'));
    const { AccessToken, RefreshToken = '' } = await signIn(pool, 'ada');
    await signUp(pool, 'bob');

    const names = (await readdir(dataDirectory)).sort();
    expect(names).toEqual(['userPool.json', 'users.json']);
    for (const name of names) {
      const path = join(dataDirectory, name);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const text = await readFile(path, 'utf8');
      for (const secret of [PASSWORD, AccessToken, RefreshToken, `"${pool.codeOf('bob')}"`]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  test('says which file is damaged, and does not start empty', async () => {
    const dataDirectory = await newDirectory();
    const pool = await servePool({ dataDirectory });
    await pool.cognito.seedUser(newUser('ada'));
    await pool.close();
    const path = join(dataDirectory, 'users.json');
    for (const text of ['', '{"users":', '{"users":[{"sub":1}],"sessions":[]}']) {
      await writeFile(path, text);
      await expect(servePool({ dataDirectory })).rejects.toThrow(`${path} is damaged`);
    }
  });

  test('keeps every sign-up that it has answered when it is killed', async () => {
    const dataDirectory = await newDirectory();
    const { endpoint, client, kill } = await spawnPool(dataDirectory);
    const answered: string[] = [];
    const sending = Array.from({ length: 40 }, async (_, index) => {
      const name = `person${index}`;
      const subOf = await signUpAt(endpoint, client, name).catch(() => undefined);
      if (subOf) answered.push(subOf);
      if (answered.length === 15) kill();
    });
    await Promise.all(sending);
    expect(answered.length).toBeGreaterThanOrEqual(15);

    const after = await servePool({ dataDirectory });
    const kept = new Set(after.cognito.users().map(({ sub }) => sub));
    expect(answered.filter((sub) => !kept.has(sub))).toEqual([]);
  });
});

test('two pools without a directory share neither id nor key', async () => {
  const [first, second] = [await servePool(), await servePool()];
  expect(first.cognito.userPoolId).not.toBe(second.cognito.userPoolId);
  expect(first.cognito.publicJwks).not.toEqual(second.cognito.publicJwks);
});

async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cognito-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A pool in a process of its own. `kill` is SIGKILL. */
async function spawnPool(dataDirectory: string) {
  const program = await builtProgram('test/cognito/poolProcess.ts');
  const child = spawn(process.execPath, [program, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  onTestFinished(async () => {
    kill();
    await exited;
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { ...(JSON.parse(line) as { endpoint: string; client: string }), kill };
}

const signUpInput = (ClientId: string, name: string) => {
  const { username, password, attributes } = newUser(name);
  return {
    ClientId,
    Username: username,
    Password: password,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  };
};

async function signUpAt(endpoint: string, ClientId: string, name: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' },
    body: JSON.stringify(signUpInput(ClientId, name)),
  });
  return ((await response.json()) as { UserSub: string }).UserSub;
}

const signUp = (pool: ServedPool, name: string) =>
  pool.call('SignUp', signUpInput(pool.cognito.userPoolClientId, name));

async function signIn(pool: ServedPool, username: string) {
  const { body } = await pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  });
  return body.AuthenticationResult as { AccessToken: string; RefreshToken?: string };
}
