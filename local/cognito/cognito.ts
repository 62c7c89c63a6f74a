import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { readAttributes } from './attributes.js';
import { adminPlugin, httpPlugin } from './http.js';
import { loadKeys } from './keys.js';
import { confirmUser, createUser } from './operations/signUp.js';
import { createPool } from './pool.js';
import { defaultSettings, type PoolSettings } from './settings.js';
import { Store } from './store.js';
import type { ApiCallEvent } from './trail.js';
import { triggerTimeout as cognitoWaits } from './triggers.js';
import type { Attributes, Clock, Log, TriggerHandlers, User } from './types.js';

/** An account, as the host may see it. */
export interface CognitoUser {
  readonly sub: string;
  readonly username: string;
  readonly status: User['status'];
  readonly attributes: Readonly<Attributes>;
}

/** A user pool with one app client. */
export interface Cognito {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly settings: PoolSettings;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** The keys that its tokens are verified with. */
  readonly publicJwks: JSONWebKeySet;
  /** The user pools API, to be registered under a prefix. */
  readonly plugin: FastifyPluginAsync;
  /**
   * ListUsers by `sub`, AdminDisableUser, AdminDeleteUser: to be registered under a prefix that nobody can
   * guess, or behind what verifies signatures (`userPoolDoor`): it asks for no credentials itself.
   */
  readonly adminPlugin: FastifyPluginAsync;
  /**
   * Make a confirmed account, through the same triggers as one that signs up. One that is there
   * already stays as it is, but has its trigger called again, so that a seed that was interrupted
   * is completed. Without a username, the account is known by its e-mail address, and gets a UUID for
   * a name, as a client of a pool with aliases makes one.
   *
   * @throws CognitoError
   */
  seedUser(options: {
    username?: string;
    password: string;
    attributes: Attributes;
    /** The groups that the account is in from now on. */
    groups?: string[] | undefined;
  }): Promise<CognitoUser>;
  /**
   * An access token of an account, without its password and second factor: what an administrator
   * can do, for the host's own seed.
   *
   * @param alias the username or the verified e-mail address
   * @throws Error when nobody has it
   */
  accessTokenOf(alias: string): Promise<string>;
  users(): CognitoUser[];
  /** Tells of accounts that are deleted as CloudTrail and EventBridge do, from the first on. */
  onApiCall(listener: (event: ApiCallEvent) => void): void;
}

/**
 * An emulator of Amazon Cognito user pools, for what clients of a pool with passwords ask of it:
 * sign-in by username and by verified e-mail address, no hosted UI, `PreventUserExistenceErrors`
 * ENABLED.
 *
 * @param dataDirectory a directory of its own, for the pool's keys and its users; left out: nothing is kept
 * @param settings left out: Cognito's defaults
 * @param triggers the Lambda triggers
 * @param triggerTimeout how long a trigger may take, in milliseconds; left out: as long as in Cognito
 * @param clock epoch milliseconds
 * @param log codes that Cognito would send by e-mail, and faults
 * @throws Error when a file of the data directory is damaged
 */
export async function createCognito({
  dataDirectory,
  settings = defaultSettings,
  triggers: handlers = {},
  triggerTimeout = cognitoWaits,
  clock = Date.now,
  log,
}: {
  dataDirectory?: string;
  settings?: PoolSettings;
  triggers?: TriggerHandlers;
  triggerTimeout?: number;
  clock?: Clock;
  log: Log;
}): Promise<Cognito> {
  const keys = await loadKeys(dataDirectory);
  const store = await Store.open(dataDirectory, clock);
  const pool = createPool({ keys, settings, store, handlers, triggerTimeout, clock, log });

  return {
    userPoolId: keys.userPoolId,
    userPoolClientId: keys.userPoolClientId,
    settings,
    issuer: pool.tokens.issuer,
    publicJwks: keys.jwks,
    plugin: httpPlugin({ pool, log }),
    adminPlugin: adminPlugin({ pool, log }),
    users: () => store.users().map(toCognitoUser),
    onApiCall: (listener) => pool.trail.listen(listener),

    async accessTokenOf(alias) {
      const user = store.userByAlias(alias);
      if (!user) throw new Error(`There is no account ${alias}`);
      return (await pool.tokens.signIn(user, undefined)).AccessToken;
    },

    async seedUser({ username, password, attributes, groups }) {
      const list = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      const before =
        username === undefined
          ? store.userByEmail(attributes.email ?? '')
          : store.userByName(username);
      const user =
        before ??
        (await createUser(pool, {
          username: username ?? randomUUID(),
          password,
          attributes: readAttributes(list, settings),
        }));
      user.groups = groups;
      await confirmUser(pool, user);
      return toCognitoUser(user);
    },
  };
}

const toCognitoUser = ({ sub, username, status, attributes }: User): CognitoUser => ({
  sub,
  username,
  status,
  attributes: { ...attributes },
});
