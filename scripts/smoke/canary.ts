/**
 * The canary: two synthetic people run the user stories of the smoke test against a deployed API. It
 * runs as a Lambda function (infra/constructs/Canary.ts), with its people in a secret.
 */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { clientConfig, type ClientConfig } from '../../lib/clientConfig.js';
import { smoke } from './main.js';

const person = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });
const people = z.strictObject({ user: person, other: person });

/**
 * Runs the stories once.
 * @param secret JSON: `{"user": {"username": …, "password": …}, "other": {…}}`; the username is the
 *   person's e-mail address.
 * @returns the stories that passed, in order.
 * @throws Error which names the story that failed, or says that the secret is not filled.
 */
export async function runCanary(config: ClientConfig, secret: string): Promise<readonly string[]> {
  const passed: string[] = [];
  await smoke({ config, ...readPeople(secret) }, (story) => passed.push(story));
  return passed;
}

/** The message never shows the secret. */
function readPeople(secret: string): z.infer<typeof people> {
  let value: unknown;
  try {
    value = JSON.parse(secret);
  } catch {
    value = undefined;
  }
  const { success, data } = people.safeParse(value);
  if (success) return data;
  throw new Error(
    'The secret of the canary does not hold two people: {"user": {"username", "password"}, "other": {…}}',
  );
}

/** What Lambda calls. The environment comes from the stack. */
export async function handler(): Promise<readonly string[]> {
  const environment = z
    .object({
      SECRET_ID: z.string(),
      REGION: z.string(),
      GRAPHQL_URL: z.string(),
      USER_POOL_ID: z.string(),
      USER_POOL_CLIENT_ID: z.string(),
    })
    .parse(process.env);
  const { SecretString = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: environment.SECRET_ID }),
  );
  const config = clientConfig({
    endpoint: environment.GRAPHQL_URL,
    region: environment.REGION,
    userPoolId: environment.USER_POOL_ID,
    userPoolClientId: environment.USER_POOL_CLIENT_ID,
  });
  return runCanary(config, SecretString);
}
