import { join } from 'node:path';
import { userPool as facts } from '../../resolvers/userPool.js';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import type { MfaMode } from '../cognito/settings.js';
import type { Log } from '../host/log.js';
import { type FunctionTable, productFunctions } from './functions.js';

export interface UserPoolOptions extends FunctionTable {
  readonly dataDirectory?: string;
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
  const { dataDirectory, log } = options;
  // Cognito sends a trigger's error to clients, so this one names no file of the machine.
  const failed = (err: unknown) => {
    log.error({ err }, 'the triggers of the user pool could not be loaded');
    return new Error('it could not be loaded');
  };
  return createCognito({
    dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
    settings: {
      ...facts,
      mfa: options.mfa ?? facts.mfaDefault,
      passwordAuth: options.passwordAuth ?? true,
    },
    triggers: productFunctions(facts.triggers, options, {}, failed),
    triggerTimeout: options.triggerTimeout,
    log,
  });
}
