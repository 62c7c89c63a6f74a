import { join } from 'node:path';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import type { Templates } from './deployment.js';
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
    triggers: Object.fromEntries(Object.entries(triggers).map(([name, arn]) => [name, call(arn)])),
    log,
  });
  ids.set(found.resource, cognito.userPoolId);
  for (const { resource } of clients) ids.set(resource, cognito.userPoolClientId);
  return cognito;
}
