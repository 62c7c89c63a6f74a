import type {
  PostConfirmationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
} from 'aws-lambda';

/** Epoch milliseconds. */
export type Clock = () => number;

/** Receives codes and faults; pino's and fastify's loggers fit. */
export interface Log {
  info(message: string): void;
  error(message: string): void;
}

/** A Lambda handler as Cognito calls it: an event in, the event with its response out. */
export type TriggerHandler<Event> = (event: Event) => Promise<unknown>;

/** The user pool's `LambdaConfig`. A trigger that is left out is not called. */
export interface TriggerHandlers {
  readonly preSignUp?: TriggerHandler<PreSignUpTriggerEvent>;
  readonly postConfirmation?: TriggerHandler<PostConfirmationTriggerEvent>;
  /** Event version 2: may change the access token. */
  readonly preTokenGeneration?: TriggerHandler<PreTokenGenerationV2TriggerEvent>;
}

/** The user pool and its one app client. */
export interface PoolIdentity {
  /** `us-east-1_` and nine of `A-Za-z0-9`. */
  readonly userPoolId: string;
  /** Twenty-six of `a-z0-9`. */
  readonly userPoolClientId: string;
  /** Base64url: keys the hashes of codes and the salts of users who do not exist. */
  readonly secret: string;
}

export type Attributes = Record<string, string>;

/** What a code can prove. */
export type CodePurpose = 'CONFIRM_SIGN_UP' | 'FORGOT_PASSWORD' | 'VERIFY_EMAIL';

export interface SentCode {
  /** HMAC of the code. The file does not hold the code itself. */
  hash: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** The address that it was sent to, the only one that it proves. Older files have none. */
  email?: string | undefined;
}

export interface User {
  /** UUID; the account's id everywhere else. */
  readonly sub: string;
  /** As given at sign-up. */
  readonly username: string;
  /** Without `sub`; `email_verified` is `'true'` once it is. */
  attributes: Attributes;
  status: 'UNCONFIRMED' | 'CONFIRMED';
  /** An administrator has disabled the account: it cannot sign in. */
  isDisabled?: boolean | undefined;
  /** The pool's groups that the account is in: `cognito:groups` of its tokens. */
  groups?: string[] | undefined;
  /** The SRP verifier that the password is checked against, never the password itself. */
  password: PasswordVerifier;
  codes: Partial<Record<CodePurpose, SentCode>>;
  /** A new e-mail address. It replaces the old one once it is verified. */
  pendingEmail?: string | undefined;
  softwareToken?: SoftwareToken | undefined;
  /** Set while the second factor is on. */
  mfa?: { isPreferred: boolean } | undefined;
}

/** The app that makes a person's one-time passwords. */
interface SoftwareToken {
  /** Base 32; verified by a code. */
  secret?: string | undefined;
  /** Base 32; not verified yet. */
  pendingSecret?: string | undefined;
  /** The step (30 seconds each) of the newest accepted code. A code can be used once. */
  lastStep?: number | undefined;
  /** `FriendlyDeviceName`. */
  name?: string | undefined;
}

export interface PasswordVerifier {
  /** Hexadecimal. */
  salt: string;
  /** Hexadecimal: g ^ x mod N. */
  verifier: string;
}

/** A user who tries to sign in, known or not. */
export interface Candidate {
  /** `USER_ID_FOR_SRP`. */
  readonly username: string;
  readonly password: PasswordVerifier;
  /** Undefined for an unknown user. */
  readonly sub: string | undefined;
}

/** One sign-in, with all tokens that come from it. */
export interface Session {
  /** `origin_jti` of its tokens. */
  readonly originJti: string;
  readonly sub: string;
  /** The valid refresh tokens. A used one is valid until the end of its grace. */
  refreshTokens: readonly { readonly number: number; readonly goodUntil?: number | undefined }[];
  /** The number of the newest refresh token. The first is 1. */
  newestRefreshToken: number;
  /** Epoch seconds. */
  readonly authTime: number;
  /** `event_id` of its tokens. */
  readonly eventId: string;
  /** When all refresh tokens expire, epoch milliseconds. */
  readonly expiresAt: number;
  revoked: boolean;
}

/** `AuthenticationResult`. */
export interface AuthenticationResult {
  AccessToken: string;
  /** Seconds. */
  ExpiresIn: number;
  TokenType: 'Bearer';
  IdToken: string;
  RefreshToken?: string;
}
