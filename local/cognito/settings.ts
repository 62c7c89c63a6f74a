/** "Password requirements", Amazon Cognito developer guide. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
}

export const mfaModes = ['off', 'optional', 'required'] as const;
export type MfaMode = (typeof mfaModes)[number];

/** What can be chosen about a user pool and its one app client. */
export interface PoolSettings {
  readonly passwordPolicy: PasswordPolicy;
  /** Attributes that a sign-up must give. `email` is always among them. */
  readonly requiredAttributes: readonly string[];
  /** `WriteAttributes` of the client. Left out: every standard attribute. */
  readonly writableAttributes?: readonly string[];
  /** Those that are not `Mutable`: a sign-up gives them, and nothing changes them. Left out: none. */
  readonly immutableAttributes?: readonly string[];
  readonly tokens: {
    /** Access and ID tokens. */
    readonly accessMinutes: number;
    readonly refreshDays: number;
    /**
     * Refresh tokens rotate, and a used one stays good for so many seconds. Left out: they do not
     * rotate.
     */
    readonly refreshGraceSeconds?: number;
  };
  /** A changed e-mail address counts once it is verified; until then the old one does. */
  readonly keepsOriginalEmail: boolean;
  /** A second factor by TOTP. */
  readonly mfa: MfaMode;
  /**
   * Whether the client may send passwords (USER_PASSWORD_AUTH). Left out: it may, although Cognito's
   * default is not to.
   */
  readonly passwordAuth?: boolean;
  /** Between a challenge and its response. */
  readonly authSessionMinutes: number;
}

/** What Cognito gives a pool and a client whose settings are left out (API reference, defaults). */
export const defaultSettings: PoolSettings = {
  passwordPolicy: {
    minLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireDigits: true,
    requireSymbols: true,
  },
  requiredAttributes: ['email'],
  tokens: { accessMinutes: 60, refreshDays: 30 },
  keepsOriginalEmail: false,
  mfa: 'off',
  authSessionMinutes: 3,
};
