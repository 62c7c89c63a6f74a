import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { TriggerHandler, TriggerHandlers } from '../cognito/types.js';
import type { Log } from '../host/log.js';
import { ManifestError } from './errors.js';
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
 * Rejects with a `ManifestError` for a user whom Cognito would not take.
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
  const at = manifest.authentication.indexOf(mode);
  const problems: string[] = [];
  for (const [index, { username, password, attributes }] of mode.users.entries()) {
    try {
      await cognito.seedUser({
        username,
        password,
        attributes: { email: `${username}@example.com`, ...attributes },
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(
        `${path}: ${placeOf(['authentication', at, 'users', index])}: ${reason.trim()}`,
      );
    }
  }
  if (problems.length > 0) throw new ManifestError(problems);
  return cognito;
}
