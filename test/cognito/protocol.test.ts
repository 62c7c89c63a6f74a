import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newUser, PASSWORD, servePool, usePool, type ServedPool } from './servePool.js';

const shared = usePool();

describe('a browser of another origin', () => {
  test('is let in by the preflight, and may read answers and errors', async () => {
    const { pool } = shared;
    const response = await fetch(pool.endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent',
      },
    });
    expect(response.ok).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'content-type,x-amz-target,x-amz-user-agent',
    });

    const answer = await pool.call('ForgotPassword', {
      ClientId: pool.cognito.userPoolClientId,
      Username: 'nobody',
    });
    const error = await pool.call('GetUser', { AccessToken: 'x' });
    expect([answer.status, error.status]).toEqual([200, 400]);
    for (const { headers } of [answer, error]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
    }
  });
});

test('an endpoint may end in a slash', async () => {
  const response = await fetch(`${shared.pool.endpoint}/`, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' },
    body: '{"AccessToken":"x"}',
  });
  expect(await response.json()).toMatchObject({ __type: 'NotAuthorizedException' });
});

describe('an error', () => {
  test('has its name in the header and in the body, as AWS clients read it', async () => {
    const { pool } = shared;
    const { status, headers, body } = await pool.call('GetUser', { AccessToken: 'x' });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:');
    expect(body).toEqual({ __type: 'NotAuthorizedException', message: 'Invalid Access Token' });
  });

  test.each<[string, string, unknown, string, string]>([
    ['no JSON', 'SignUp', '{"ClientId', 'SerializationException', 'not JSON'],
    ['nothing', 'SignUp', '', 'SerializationException', 'not JSON'],
    ['a list', 'SignUp', '[]', 'SerializationException', 'another type'],
    ['null', 'SignUp', 'null', 'SerializationException', 'another type'],
    [
      'a number for a text',
      'GetUser',
      { AccessToken: 1 },
      'SerializationException',
      'another type',
    ],
    [
      'a text for a list',
      'SignUp',
      { ClientId: 'c', Username: 'u', Password: 'pp', UserAttributes: 'x' },
      'SerializationException',
      'another type',
    ],
    [
      'a missing member',
      'GetUser',
      {},
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a member that is null',
      'GetUser',
      { AccessToken: null },
      'InvalidParameterException',
      "Value at 'accessToken' failed to satisfy constraint: Member must not be null",
    ],
    [
      'two missing members',
      'ConfirmSignUp',
      { ClientId: 'c' },
      'InvalidParameterException',
      '2 validation errors detected: ',
    ],
    [
      'a text that breaks a pattern',
      'GetUser',
      { AccessToken: 'a b' },
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+",
    ],
    [
      'a password that is too long, without looking at its form',
      'SignUp',
      { ClientId: 'c', Username: 'u', Password: `${'x'.repeat(20_000)}\n` },
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
    ],
    [
      'a name that is too long',
      'ForgotPassword',
      { ClientId: 'c', Username: 'u'.repeat(129) },
      'InvalidParameterException',
      "Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
    [
      'a missing flow',
      'InitiateAuth',
      { ClientId: 'c' },
      'InvalidParameterException',
      "1 validation error detected: Value at 'authFlow' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a number for a flow',
      'InitiateAuth',
      { ClientId: 'c', AuthFlow: 1 },
      'SerializationException',
      'another type',
    ],
    [
      'a foreign client',
      'ForgotPassword',
      { ClientId: 'c', Username: 'u' },
      'ResourceNotFoundException',
      'User pool client c does not exist.',
    ],
    ['an unknown action', 'AdminGetUser', {}, 'UnknownOperationException', 'action'],
    ['a name of all objects', 'constructor', {}, 'UnknownOperationException', 'action'],
  ])('says what is wrong with %s', async (_what, action, input, type, message) => {
    const { pool } = shared;
    const { status, body } = await pool.call(action, input);
    expect(status).toBe(400);
    expect(Object.keys(body).sort()).toEqual(['__type', 'message']);
    expect(body.__type).toBe(type);
    expect(body.message).toContain(message);
  });

  test('of a body without end comes before it is read', async () => {
    const { pool } = shared;
    const { status, body } = await pool.call('SignUp', `"${'x'.repeat(200_000)}"`);
    expect(status).toBe(413);
    expect(body.__type).toBe('RequestEntityTooLargeException');
  });

  test('of a call without a target names no route', async () => {
    const { pool } = shared;
    const response = await fetch(pool.endpoint, { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  test('within the pool is logged, and its details stay there', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'cognito-'));
    onTestFinished(() => rm(dataDirectory, { recursive: true }));
    const pool = await servePool({ dataDirectory });
    await pool.cognito.seedUser(newUser('ada'));
    await rm(dataDirectory, { recursive: true });
    await writeFile(dataDirectory, 'a file where the directory was');

    const { status, body } = await pool.call('InitiateAuth', {
      ClientId: pool.cognito.userPoolClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD },
    });
    expect(status).toBe(500);
    expect(body).toEqual({
      __type: 'InternalErrorException',
      message: 'Something went wrong in the user pool',
    });
    expect(pool.lines.at(-1)).toContain(dataDirectory);
  });
});

test('the log has no passwords, tokens or answers', async () => {
  const pool = await servePool();
  const { username, password, attributes } = newUser('ada');
  const signUp = {
    ClientId: pool.cognito.userPoolClientId,
    Username: username,
    Password: password,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  };
  await pool.call('SignUp', signUp);
  await confirm(pool, username);
  const { body } = await pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  expect(body.AuthenticationResult.AccessToken).toBeTypeOf('string');
  expect(pool.lines).toEqual([
    expect.stringMatching(/^Confirmation code for ada <ada@example\.com>: \d{6}$/),
  ]);
});

const confirm = (pool: ServedPool, Username: string) =>
  pool.call('ConfirmSignUp', {
    ClientId: pool.cognito.userPoolClientId,
    Username,
    ConfirmationCode: pool.codeOf(Username),
  });
