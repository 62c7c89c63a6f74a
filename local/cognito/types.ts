import type {
  PostConfirmationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
} from 'aws-lambda';
import { z } from 'zod';

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
/** What a client gives along for the triggers. */
export type ClientMetadata = Record<string, string> | undefined;

const sentCode = z.object({
  /** HMAC of the code. The file does not hold the code itself. */
  hash: z.string(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
  /** The address that it was sent to, the only one that it proves. Older files have none. */
  email: z.string().optional(),
});
export type SentCode = z.infer<typeof sentCode>;

const passwordVerifier = z.object({
  /** Hexadecimal. */
  salt: z.string(),
  /** Hexadecimal: g ^ x mod N. */
  verifier: z.string(),
});
export type PasswordVerifier = z.infer<typeof passwordVerifier>;

/** The app that makes a person's one-time passwords. */
const softwareToken = z.object({
  /** Base 32; verified by a code. */
  secret: z.string().optional(),
  /** Base 32; not verified yet. */
  pendingSecret: z.string().optional(),
  /** The step (30 seconds each) of the newest accepted code. A code can be used once. */
  lastStep: z.number().optional(),
  /** `FriendlyDeviceName`. */
  name: z.string().optional(),
});

/** An account, as the file of users has it. */
export const userSchema = z.object({
  /** UUID; the account's id everywhere else. */
  sub: z.string(),
  /** As given at sign-up. */
  username: z.string(),
  /** Without `sub`; `email_verified` is `'true'` once it is. */
  attributes: z.record(z.string(), z.string()),
  status: z.enum(['UNCONFIRMED', 'CONFIRMED']),
  /** An administrator has disabled the account: it cannot sign in. */
  isDisabled: z.boolean().optional(),
  /** The pool's groups that the account is in: `cognito:groups` of its tokens. */
  groups: z.array(z.string()).optional(),
  /** The SRP verifier that the password is checked against, never the password itself. */
  password: passwordVerifier,
  /** By what a code can prove. */
  codes: z.object({
    CONFIRM_SIGN_UP: sentCode.optional(),
    FORGOT_PASSWORD: sentCode.optional(),
    VERIFY_EMAIL: sentCode.optional(),
  }),
  /** A new e-mail address. It replaces the old one once it is verified. */
  pendingEmail: z.string().optional(),
  softwareToken: softwareToken.optional(),
  /** Set while the second factor is on. */
  mfa: z.object({ isPreferred: z.boolean() }).optional(),
});
export type User = z.infer<typeof userSchema>;
export type CodePurpose = keyof User['codes'];

/** One sign-in, with all tokens that come from it; as the file of users has it. */
export const sessionSchema = z.object({
  /** `origin_jti` of its tokens. */
  originJti: z.string(),
  sub: z.string(),
  /** The valid refresh tokens. A used one is valid until the end of its grace. */
  refreshTokens: z.array(z.object({ number: z.number(), goodUntil: z.number().optional() })),
  /** The number of the newest refresh token. The first is 1. */
  newestRefreshToken: z.number(),
  /** Epoch seconds. */
  authTime: z.number(),
  /** `event_id` of its tokens. */
  eventId: z.string(),
  /** When all refresh tokens expire, epoch milliseconds. */
  expiresAt: z.number(),
  revoked: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** A user who tries to sign in, known or not. */
export interface Candidate {
  /** `USER_ID_FOR_SRP`. */
  readonly username: string;
  readonly password: PasswordVerifier;
  /** Undefined for an unknown user. */
  readonly sub: string | undefined;
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
