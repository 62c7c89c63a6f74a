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

/** The settings of a user pool and its one app client. */
export interface PoolSettings {
  readonly passwordPolicy: PasswordPolicy;
  /** Attributes that a sign-up must give. `email` is always among them. */
  readonly requiredAttributes: readonly string[];
  /** `WriteAttributes` of the client. If left out: every standard attribute. */
  readonly writableAttributes?: readonly string[];
  /**
   * The attributes that are not `Mutable`: a sign-up gives them, and nothing changes them. If left
   * out: none.
   */
  readonly immutableAttributes?: readonly string[];
  readonly tokens: {
    /** Access and ID tokens. */
    readonly accessMinutes: number;
    readonly refreshDays: number;
    /**
     * Refresh tokens rotate, and a used one stays valid for so many seconds. If left out, they do
     * not rotate.
     */
    readonly refreshGraceSeconds?: number;
  };
  /** If true, a changed e-mail address counts once it is verified; until then the old one does. */
  readonly keepsOriginalEmail: boolean;
  /** A second factor by TOTP. */
  readonly mfa: MfaMode;
  /**
   * Whether the client may send passwords (USER_PASSWORD_AUTH). If left out, it may. Cognito's own
   * default is that it may not.
   */
  readonly passwordAuth?: boolean;
  /** The longest time between a challenge and its response. */
  readonly authSessionMinutes: number;
}

/** Cognito's defaults (API reference). */
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
