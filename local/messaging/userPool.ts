import { join } from 'node:path';
import { userPool as facts } from '../../resolvers/userPool.js';
import { bundleDirectories } from '../../lib/bundle.js';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import { loadTriggers } from '../cognito/loadTriggers.js';
import type { MfaMode } from '../cognito/settings.js';
import type { TriggerHandler, TriggerHandlers } from '../cognito/types.js';
import type { Log } from '../host/log.js';
import type { Table } from '../host/openDynamoDB.js';
import { functionEnvironment } from './functionEnvironment.js';

interface UserPoolOptions {
  readonly dataDirectory?: string;
  readonly tableName: string;
  readonly region: string;
  /** Only the triggers wait for it. */
  readonly table: Promise<Table>;
  /** If left out: as in `resolvers/userPool.ts`. */
  readonly mfa?: MfaMode;
  /** How long a trigger may take, in milliseconds. If left out: as in Cognito. */
  readonly triggerTimeout?: number;
  /** Whether to accept USER_PASSWORD_AUTH, which the deployed client refuses. Default true. */
  readonly passwordAuth?: boolean;
  readonly log: Log;
}

/** The user pool, with the settings and the trigger handlers that are deployed. */
export function openUserPool(options: UserPoolOptions): Promise<Cognito> {
  const { dataDirectory, tableName, region, table, log } = options;
  const loading = table.then(({ endpoint }) =>
    loadTriggers({
      directory: bundleDirectories.triggers,
      names: facts.triggers,
      environment: functionEnvironment({ tableName, region, endpoint }),
    }),
  );
  loading.catch(() => undefined); // a call of a trigger rejects with it
  /** Cognito sends a trigger's error to clients, so this one names no file of the machine. */
  const loaded = (): Promise<TriggerHandlers> =>
    loading.catch((err: unknown) => {
      log.error({ err }, 'the triggers of the user pool could not be loaded');
      throw new Error('it could not be loaded');
    });
  const later =
    <Event>(
      choose: (handlers: TriggerHandlers) => TriggerHandler<Event> | undefined,
    ): TriggerHandler<Event> =>
    async (event) =>
      choose(await loaded())?.(event);
  return createCognito({
    dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
    settings: {
      ...facts,
      mfa: options.mfa ?? facts.mfaDefault,
      passwordAuth: options.passwordAuth ?? true,
    },
    triggers: {
      preSignUp: later((handlers) => handlers.preSignUp),
      postConfirmation: later((handlers) => handlers.postConfirmation),
      preTokenGeneration: later((handlers) => handlers.preTokenGeneration),
    },
    triggerTimeout: options.triggerTimeout,
    log,
  });
}
