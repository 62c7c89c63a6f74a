import { join } from 'node:path';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { TriggerHandlers } from '../cognito/types.js';
import type { Log } from '../host/log.js';
import { reasonOf, SourceError } from './errors.js';
import type { Manifest } from './manifest.js';
import { placeOf } from './readManifest.js';

const USER_POOLS = 'AMAZON_COGNITO_USER_POOLS';

/**
 * A user pool with the manifest's users, each confirmed; undefined where no mode has one. Their
 * groups come into the tokens by a pre-token-generation trigger, which Cognito lets override them.
 *
 * Rejects with a `SourceError` for a user whom Cognito would not take.
 */
export async function openUserPool(options: {
  path: string;
  manifest: Manifest;
  dataDirectory: string | undefined;
  log: Log;
}): Promise<Cognito | undefined> {
  const { path, manifest, dataDirectory, log } = options;
  const modes = manifest.authentication;
  const at = modes.findIndex(({ authenticationType }) => authenticationType === USER_POOLS);
  const mode = modes[at];
  if (mode?.authenticationType !== USER_POOLS) return undefined;
  const groups = new Map(mode.users.map((user) => [user.username.toLowerCase(), user.groups]));
  const preTokenGeneration: TriggerHandlers['preTokenGeneration'] = async (event) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        groupOverrideDetails: { groupsToOverride: groups.get(event.userName.toLowerCase()) ?? [] },
      },
    },
  });
  const cognito = await createCognito({
    dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
    triggers: { preTokenGeneration },
    log,
  });
  const users = mode.users.map(({ username, password, attributes }) => ({
    username,
    password,
    attributes: { email: `${username}@example.com`, ...attributes },
  }));
  const placeOfUser = (index: number) => placeOf(['authentication', at, 'users', index]);
  await seedUsers(cognito, users, (index) => `${path}: ${placeOfUser(index)}`);
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
