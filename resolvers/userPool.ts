/**
 * The user pool as it is deployed, as pure data. The CDK pool and the one-machine host's pool are
 * both made from it; the client's forms read it by `client/src/generated/limits.ts`.
 */
export const userPool = {
  /** What people sign in with: their verified e-mail address, in either case. */
  requiredAttributes: ['email', 'preferred_username', 'name'],
  /**
   * All that a client may write. Cognito wants the required ones to be among them ("Attribute permissions
   * and scopes", Amazon Cognito developer guide).
   */
  writableAttributes: ['email', 'preferred_username', 'name'],
  /**
   * Written at sign-up and never again: `updateProfile` changes names, in the table. A pool that is
   * deployed cannot change this, for UpdateUserPool takes no schema (API reference).
   */
  immutableAttributes: ['preferred_username', 'name'],
  passwordPolicy: {
    minLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireDigits: true,
    requireSymbols: true,
    temporaryPasswordDays: 3,
  },
  tokens: {
    /** Access and ID tokens. A token works until it expires, whatever happens to the account. */
    accessMinutes: 15,
    /** From the sign-in on; rotation does not prolong it. */
    refreshDays: 30,
    /** Refresh tokens rotate. A used one stays good for so long, for a client that got no answer. */
    refreshGraceSeconds: 60,
  },
  /** A changed e-mail address counts once it is verified; until then the old one does. */
  keepsOriginalEmail: true,
  /**
   * What a stage may ask for: a second factor (TOTP) for those who want one, or for everybody. The
   * host takes `mfaDefault` where its start does not say otherwise.
   */
  mfaModes: ['optional', 'required'],
  mfaDefault: 'optional',
  /** Between a challenge and its response. */
  authSessionMinutes: 3,
  /** The Lambda triggers: `triggers/<name>.ts`. */
  triggers: ['preSignUp', 'postConfirmation', 'preTokenGeneration'],
} as const;

export type TriggerName = (typeof userPool.triggers)[number];
