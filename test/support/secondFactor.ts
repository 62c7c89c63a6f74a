import { TOTP } from 'otpauth';
import type { Host } from '../../local/messaging/host.js';
import { cognito, signIn } from './messaging.js';

const STEP = 30_000; // ms

/**
 * Turns a person's second factor on, as the client does; resolves with the key. It uses up the code of
 * the step before now, which the pool takes for clocks that differ: the code of now is still good.
 */
export async function turnOnSecondFactor(
  host: Host,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<string> {
  const { AccessToken } = await signIn(host, username, password);
  const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const { status, body } = await cognito(host, operation, { AccessToken, ...input });
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  };
  const secret = (await call('AssociateSoftwareToken', {})).SecretCode as string;
  const verify = (): Promise<unknown> => {
    const UserCode = new TOTP({ secret }).generate({ timestamp: Date.now() - STEP });
    return call('VerifySoftwareToken', { UserCode });
  };
  await verify().catch(verify); // a step may have ended on the way
  await call('SetUserMFAPreference', {
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  return secret;
}
