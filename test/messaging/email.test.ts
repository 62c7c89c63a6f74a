import {
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../generated/schema.js';
import { signIn, useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import type { Person } from '../support/person.js';
import { turnOnSecondFactor } from '../support/secondFactor.js';

const messaging = useMessaging();
let sdk: CognitoIdentityProviderClient;
beforeAll(() => {
  sdk = new CognitoIdentityProviderClient({
    endpoint: `${messaging.host.url}/cognito`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
});

const clientId = () => messaging.host.config.userPoolClientId;
const write = ({ accessToken }: Person, attributes: Record<string, string>) =>
  sdk.send(
    new UpdateUserAttributesCommand({
      AccessToken: accessToken,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
const verify = ({ accessToken }: Person, Code: string) =>
  sdk.send(
    new VerifyUserAttributeCommand({ AccessToken: accessToken, AttributeName: 'email', Code }),
  );
const attributesOf = async ({ accessToken }: Person) => {
  const { UserAttributes = [] } = await sdk.send(new GetUserCommand({ AccessToken: accessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
};
const canSignIn = (username: string, password: string): Promise<boolean> =>
  signIn(messaging.host, username, password).then(
    () => true,
    () => false,
  );
const newAddress = ({ handle }: Person): string => `${handle}@example.org`;

/** A person who has changed their address; the code is not typed yet. */
async function changing() {
  const ada = await messaging.newPerson('Ada');
  const address = newAddress(ada);
  await write(ada, { email: address });
  return { ada, address, code: messaging.sentCode(address) };
}

describe('A changed e-mail address', () => {
  it('signs in once its code is typed, and until then the old one does', async () => {
    const { ada, address, code } = await changing();
    expect(await canSignIn(ada.username, ada.password)).toBe(true);
    expect(await canSignIn(address, ada.password)).toBe(false);
    await verify(ada, code);
    expect(await canSignIn(ada.username, ada.password)).toBe(false);
    expect(await canSignIn(address.toUpperCase(), ada.password)).toBe(true);
  });

  it('is in the next ID token, and in none before; the person stays the same one', async () => {
    const { ada, address, code } = await changing();
    const before = await signIn(messaging.host, ada.username, ada.password);
    expect(decodeJwt(before.IdToken)).toMatchObject({ email: ada.username, email_verified: true });
    await verify(ada, code);
    const { AuthenticationResult } = await sdk.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: clientId(),
        RefreshToken: before.RefreshToken,
      }),
    );
    expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({
      email: address,
      email_verified: true,
      sub: ada.uuid,
    });
    expect((await ada.get<{ me: User }>(operations.me)).me).toMatchObject({ uuid: ada.uuid });
  });

  it('gets no code of a forgotten password before it is proved, and the old one none after', async () => {
    const { ada, address, code } = await changing();
    await sdk.send(new ForgotPasswordCommand({ ClientId: clientId(), Username: ada.username }));
    expect(messaging.sentCode(address)).toBe(code);
    expect(messaging.sentCode(ada.username)).toMatch(/^\d{6}$/u);
    await verify(ada, code);
    const sent = messaging.sentCode(ada.username);
    await sdk.send(new ForgotPasswordCommand({ ClientId: clientId(), Username: ada.username }));
    expect(messaging.sentCode(ada.username)).toBe(sent);
    await sdk.send(new ForgotPasswordCommand({ ClientId: clientId(), Username: address }));
    await sdk.send(
      new ConfirmForgotPasswordCommand({
        ClientId: clientId(),
        Username: address,
        ConfirmationCode: messaging.sentCode(address),
        Password: 'Correct-Horse-8',
      }),
    );
    expect(await canSignIn(address, 'Correct-Horse-8')).toBe(true);
  });

  it('of two people who want the same one is the first one’s who proves it', async () => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    const address = newAddress(ada);
    await write(ada, { email: address });
    const codeOfAda = messaging.sentCode(address);
    await write(ben, { email: address.toUpperCase() });
    await verify(ben, messaging.sentCode(address.toUpperCase()));
    await expect(verify(ada, codeOfAda)).rejects.toMatchObject({ name: 'AliasExistsException' });
    expect(await attributesOf(ada)).toMatchObject({ email: ada.username, email_verified: 'true' });
    expect(await canSignIn(ada.username, ada.password)).toBe(true);
  });

  it('wants the newest code, of those that were asked for', async () => {
    const { ada, address, code } = await changing();
    const { CodeDeliveryDetailsList } = await write(ada, { email: address });
    expect(CodeDeliveryDetailsList).toMatchObject([{ Destination: 'a***@e***' }]);
    expect(messaging.sentCode(address)).not.toBe(code);
    await expect(verify(ada, code)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await verify(ada, messaging.sentCode(address));
    expect(await attributesOf(ada)).toMatchObject({ email: address });
  });

  it('leaves the second factor on', async () => {
    const { ada, address, code } = await changing();
    await turnOnSecondFactor(messaging.host, ada);
    await verify(ada, code);
    const { ChallengeName } = await sdk.send(
      new InitiateAuthCommand({
        ClientId: clientId(),
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: address, PASSWORD: ada.password },
      }),
    );
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });
});

describe('Through Cognito nobody writes', () => {
  it.each([
    [
      'a handle, which only updateProfile changes',
      'preferred_username',
      'InvalidParameterException',
    ],
    ['a display name, which only updateProfile changes', 'name', 'InvalidParameterException'],
    ['an attribute that the product does not use', 'picture', 'NotAuthorizedException'],
    ['a telephone number', 'phone_number', 'NotAuthorizedException'],
    ['that an address is verified', 'email_verified', 'NotAuthorizedException'],
  ])('%s', async (_, attribute, name) => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    const before = await attributesOf(ada);
    await expect(
      write(ada, { email: newAddress(ada), [attribute]: ben.handle }),
    ).rejects.toMatchObject({ name });
    expect(await attributesOf(ada)).toEqual(before);
    expect(() => messaging.sentCode(newAddress(ada))).toThrow('no code was sent');
    const { AccessToken } = await signIn(messaging.host, ada.username, ada.password);
    expect(decodeJwt(AccessToken)).toMatchObject({
      handle: ada.handle,
      display_name: ada.displayName,
    });
  });
});
