import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { TriggerHandler, TriggerHandlers } from '../cognito/types.js';
import type { Log } from '../host/log.js';
import { reasonOf, SourceError } from './errors.js';
import type { Manifest } from './manifest.js';
import { placeOf } from './readManifest.js';

type UserPoolMode = Extract<
  Manifest['authentication'][number],
  { authenticationType: 'AMAZON_COGNITO_USER_POOLS' }
>;

export const isUserPool = (mode: Manifest['authentication'][number]): mode is UserPoolMode =>
  mode.authenticationType === 'AMAZON_COGNITO_USER_POOLS';

type PreTokenGeneration = NonNullable<TriggerHandlers['preTokenGeneration']>;
type PreTokenGenerationEvent =
  PreTokenGeneration extends TriggerHandler<infer Event> ? Event : never;

/**
 * A user pool with the manifest's users, each confirmed. Their groups come into the tokens by a
 * pre-token-generation trigger, which Cognito lets override them.
 *
 * Rejects with a `SourceError` for a user whom Cognito would not take.
 */
export async function openUserPool(options: {
  path: string;
  manifest: Manifest;
  mode: UserPoolMode;
  dataDirectory: string | undefined;
  log: Log;
}): Promise<Cognito> {
  const { path, manifest, mode, dataDirectory, log } = options;
  const groups = new Map(mode.users.map((user) => [user.username.toLowerCase(), user.groups]));
  const preTokenGeneration: PreTokenGeneration = async (event: PreTokenGenerationEvent) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        groupOverrideDetails: { groupsToOverride: groups.get(event.userName.toLowerCase()) ?? [] },
      },
    },
  });
  const cognito = await createCognito({ dataDirectory, triggers: { preTokenGeneration }, log });
  const place = ['authentication', manifest.authentication.indexOf(mode), 'users'];
  await seedUsers(
    cognito,
    mode.users.map(({ username, password, attributes }) => ({
      username,
      password,
      attributes: { email: `${username}@example.com`, ...attributes },
    })),
    (index) => `${path}: ${placeOf([...place, index])}`,
  );
  return cognito;
}

/**
 * Makes users, each confirmed.
 *
 * @param placeOf the file, and where in it a user is
 * @throws SourceError for those whom Cognito would not take
 */
export async function seedUsers(
  cognito: Cognito,
  users: readonly Parameters<Cognito['seedUser']>[0][],
  placeOf: (index: number) => string,
): Promise<void> {
  const problems: string[] = [];
  for (const [index, user] of users.entries()) {
    try {
      await cognito.seedUser(user);
    } catch (error) {
      problems.push(`${placeOf(index)}: ${reasonOf(error).trim()}`);
    }
  }
  if (problems.length > 0) throw new SourceError(problems);
}
