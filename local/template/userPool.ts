import { join } from 'node:path';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import type { Templates } from './deployment.js';
import { TemplateError } from './errors.js';
import type { Overlay } from './overlay.js';
import type { Functions } from './services.js';

/**
 * The user pool of the templates, with its triggers. What refers to it gets its ids.
 * @param functionsOf the functions, which are there before a trigger is called
 */
export async function openPool(
  { userPool, ids }: Templates,
  options: {
    readonly dataDirectory?: string | undefined;
    readonly triggerTimeout?: number | undefined;
    readonly log: Log;
    readonly functionsOf: () => Functions;
  },
): Promise<Cognito | undefined> {
  if (!userPool) return undefined;
  const { dataDirectory, triggerTimeout, log, functionsOf } = options;
  const { settings, triggers, found, clients, otherTriggers } = userPool;
  for (const name of otherTriggers)
    log.warn(`${found.logicalId}: the trigger ${name} is not called`);
  for (const { logicalId } of clients.slice(1)) {
    log.warn(
      `${logicalId}: is served as ${clients[0]!.logicalId}: the user pool has one app client`,
    );
  }
  const call = (arn: string | undefined) =>
    arn === undefined ? undefined : (event: unknown) => functionsOf().call(arn, event);
  const cognito = await createCognito({
    dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
    settings,
    triggerTimeout,
    triggers: {
      preSignUp: call(triggers.preSignUp),
      postConfirmation: call(triggers.postConfirmation),
      preTokenGeneration: call(triggers.preTokenGeneration),
    },
    log,
  });
  ids.set(found.resource, cognito.userPoolId);
  for (const { resource } of clients) ids.set(resource, cognito.userPoolClientId);
  return cognito;
}

/**
 * Makes the users that a manifest adds, confirmed.
 * @throws TemplateError for those whom Cognito would not take
 */
export async function makeUsers(cognito: Cognito, { users }: Overlay, file: string): Promise<void> {
  const problems: string[] = [];
  for (const [index, user] of users.entries()) {
    try {
      await cognito.seedUser(user);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(`${file}: users.${index}: ${reason.trim()}`);
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
}
