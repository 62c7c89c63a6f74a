/** Who calls, and how an authorization mode finds out. Types only. */

export type AuthType =
  | 'API Key Authorization'
  | 'User Pool Authorization'
  | 'IAM Authorization'
  | 'Open ID Connect Authorization'
  | 'Lambda Authorization';

/** `ctx.identity` of a user-pool caller (developer guide, resolver-context-reference-js). */
export interface UserPoolIdentity {
  readonly sub: string;
  readonly issuer: string;
  readonly username: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly sourceIp: readonly string[];
  readonly groups: readonly string[] | null;
  readonly defaultAuthStrategy: 'ALLOW' | 'DENY';
}

/** `ctx.identity` of a caller with a token of an OpenID Connect provider (the same page). */
export interface OpenIdIdentity {
  readonly sub: string;
  /** `iss` of the token. */
  readonly issuer: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** `ctx.identity` of a caller who signs with credentials of AWS (the same page). */
interface IamIdentity {
  readonly accountId: string;
  readonly cognitoIdentityPoolId: string | null;
  readonly cognitoIdentityId: string | null;
  readonly sourceIp: readonly string[];
  readonly username: string;
  readonly userArn: string;
  readonly cognitoIdentityAuthType: string | null;
  readonly cognitoIdentityAuthProvider: string | null;
}

/** `ctx.identity` of a caller whom a Lambda function lets in (the same page). */
interface LambdaIdentity {
  readonly resolverContext: Readonly<Record<string, unknown>>;
}

/** Null under an API key. */
export type Identity = UserPoolIdentity | OpenIdIdentity | IamIdentity | LambdaIdentity;

export interface Caller<Of extends Identity = Identity> {
  readonly authType: AuthType;
  readonly identity: Of | null;
  /** When the credential ends, epoch milliseconds; Infinity where it does not. */
  readonly expiresAt: number;
  /** `Type.field` of what the caller may not see, whatever the directives say. */
  readonly deniedFields?: readonly string[];
  /** Whether the caller's own policies let it call a field of Query, Mutation or Subscription. Left out: each. */
  readonly mayCall?: (typeName: string, fieldName: string) => boolean;
}

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a credential may cover beside the headers. */
export interface AuthorizedRequest {
  /** `/graphql`, or `/graphql/connect` for the handshake of a socket. */
  readonly path: string;
  /** The body as it was sent: of a subscription its `data`, of a handshake `{}`. */
  readonly body: string;
}

/** A caller whose credential has to do with the request's body, which is not read yet. */
export interface PendingCaller {
  /** Rejects with an `UnauthorizedError`. */
  confirm(request: AuthorizedRequest): Promise<Caller>;
}

/**
 * One authorization mode. `authorize` answers undefined when the headers hold no credential of this
 * mode, and rejects with an `UnauthorizedError` when they hold one that is not good.
 */
export interface Authorizer {
  readonly authType: AuthType;
  authorize(headers: Headers, sourceIp: string): Promise<Caller | PendingCaller | undefined>;
}

/** A mode whose credential is a header, and has nothing to do with the body. */
export interface HeaderAuthorizer<Of extends Identity> extends Authorizer {
  authorize(headers: Headers, sourceIp: string): Promise<Caller<Of> | undefined>;
}
