import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import type { Person } from '../support/person.js';

const messaging = useMessaging();
let ada: Person;
let claims: Record<string, unknown>;
let header: Record<string, unknown>;

const part = (token: string, i: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[i]!, 'base64url').toString()) as Record<string, unknown>;

beforeAll(async () => {
  ada = await messaging.newPerson('Ada');
  header = part(ada.accessToken, 0);
  claims = part(ada.accessToken, 1);
});

/** Signed by another key under the key id of the pool. */
async function signedByStranger(payload: Record<string, unknown>): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  expect((await exportJWK(publicKey)).kty).toBe('RSA');
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: header.kid as string })
    .sign(privateKey);
}

const altered = (payload: Record<string, unknown>): string => {
  const [head, , signature] = ada.accessToken.split('.');
  return [head, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.');
};

const tokens: Record<string, () => string | Promise<string>> = {
  'an empty one': () => '',
  'no JWT': () => 'not-a-token',
  'one signed by another key': () => signedByStranger(claims),
  'one of another pool': () =>
    signedByStranger({
      ...claims,
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other',
    }),
  'one whose sub was changed': () => altered({ ...claims, sub: crypto.randomUUID() }),
  'one whose end was put off': () => altered({ ...claims, exp: 4_102_444_800 }),
  'alg none': () => new UnsecuredJWT(claims).encode(),
  'alg none with a signature': () =>
    `${new UnsecuredJWT(claims).encode()}${ada.accessToken.split('.')[2]}`,
  'an ID token in place of an access token': () => ada.idToken,
  'one without its signature': () => ada.accessToken.split('.').slice(0, 2).join('.') + '.',
};

const post = (authorization?: string) =>
  fetch(`${messaging.host.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query: '{ me { uuid } }' }),
  });

describe('Over HTTP, 401 as AppSync gives it:', () => {
  it('no token at all', async () => {
    const response = await post();
    expect(response.status).toBe(401);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(await response.json()).toMatchObject({
      errors: [{ errorType: 'UnauthorizedException' }],
    });
  });

  it.each(Object.keys(tokens))('%s', async (kind) => {
    const response = await post(await tokens[kind]!());
    expect(response.status).toBe(401);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ errorType: 'UnauthorizedException' }] });
    expect(text).not.toContain(ada.uuid);
  });

  it('but the unchanged token is accepted, with and without Bearer', async () => {
    expect(await (await post(ada.accessToken)).json()).toEqual({
      data: { me: { uuid: ada.uuid } },
    });
    expect((await post(`Bearer ${ada.accessToken}`)).status).toBe(200);
  });
});

describe('Over the socket, a connection_error and a close:', () => {
  it.each(Object.keys(tokens))('%s', async (kind) => {
    const socket = await connect({
      url: `${messaging.host.url}/graphql`,
      token: await tokens[kind]!(),
    });
    const { payload } = await socket.next('connection_error');
    expect(payload).toMatchObject({
      errors: [{ errorType: 'UnauthorizedException', errorCode: 401 }],
    });
    await socket.closed;
  });
});
