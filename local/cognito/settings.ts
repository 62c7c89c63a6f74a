/** "Password requirements", Amazon Cognito developer guide. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireDigits: boolean;
  readonly requireSymbols: boolean;
}

/** What can be chosen about a user pool and its one app client. */
export interface PoolSettings {
  readonly passwordPolicy: PasswordPolicy;
  /** Attributes that a sign-up must give. `email` is always among them. */
  readonly requiredAttributes: readonly string[];
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
  authSessionMinutes: 3,
};
