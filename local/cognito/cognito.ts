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
import { Triggers, triggerTimeout as cognitoWaits } from './triggers.js';
import type { Attributes, Clock, Log, TriggerHandlers, User } from './types.js';

/** What the host can read of an account. */
type CognitoUser = Readonly<Pick<User, 'sub' | 'username' | 'status' | 'attributes'>>;

/** A user pool with one app client. */
export interface Cognito {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly settings: PoolSettings;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** The public keys that verify its tokens. */
  readonly publicJwks: JSONWebKeySet;
  /** The user pools API. Register it under a prefix. */
  readonly plugin: FastifyPluginAsync;
  /**
   * ListUsers by `sub`, AdminDisableUser, AdminDeleteUser. It checks no credentials: register it under a
   * secret prefix, or behind a check of signatures (`userPoolDoor`).
   */
  readonly adminPlugin: FastifyPluginAsync;
  /**
   * Makes a confirmed account through the same triggers as a sign-up. An existing account stays as
   * it is, but its trigger runs again, so that an interrupted seed is completed. Without a username
   * the account gets a UUID for a name, as a client of a pool with aliases makes one, and is known
   * by its e-mail address.
   *
   * @throws CognitoError
   */
  seedUser(options: {
    username?: string;
    password: string;
    attributes: Attributes;
    /** Sets the groups of an account. */
    groups?: string[] | undefined;
  }): Promise<CognitoUser>;
  /**
   * Returns an access token of an account, without its password and second factor. For the host's
   * own seed.
   *
   * @param alias the username or the verified e-mail address
   * @throws Error when there is no such account
   */
  accessTokenOf(alias: string): Promise<string>;
  users(): CognitoUser[];
  /** Reports each deleted account, from the first on, as CloudTrail and EventBridge do. */
  onApiCall(listener: (event: ApiCallEvent) => void): void;
}

/**
 * Emulates one Amazon Cognito user pool, for clients that sign in with passwords: by username or
 * verified e-mail address, without hosted UI, with `PreventUserExistenceErrors` ENABLED.
 *
 * @param dataDirectory a directory of its own for keys and users; if left out, nothing is kept
 * @param settings if left out: Cognito's defaults
 * @param triggers the Lambda triggers
 * @param triggerTimeout how long a trigger may take, in milliseconds; if left out, as in Cognito
 * @param clock epoch milliseconds
 * @param log receives faults, and the codes that Cognito would send by e-mail
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
  const triggers = new Triggers(handlers, keys, triggerTimeout, log);
  const pool = createPool({ keys, settings, store, triggers, clock, log });

  return {
    userPoolId: keys.userPoolId,
    userPoolClientId: keys.userPoolClientId,
    settings,
    issuer: pool.tokens.issuer,
    publicJwks: keys.jwks,
    plugin: httpPlugin(pool),
    adminPlugin: adminPlugin(pool),
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
