import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { claimsOf, issuerOf } from './claims.js';
import { notAuthorized, refreshTokenReused } from './errors.js';
import type { PoolKeys } from './keys.js';
import { isGood, makeRefreshToken, readRefreshToken, rotate } from './refreshTokens.js';
import type { PoolSettings } from './settings.js';
import type { Store } from './store.js';
import type { Triggers } from './triggers.js';
import type { AuthenticationResult, ClientMetadata, Clock, Session, User } from './types.js';

const DAY = 24 * 3_600_000;

/**
 * The pool's tokens. `iss` is AWS's address for a pool of this id, although no request goes there:
 * resolvers see the same issuer as on AWS, `aws-jwt-verify` accepts it, and tokens stay valid after
 * a change of port.
 */
export class Tokens {
  readonly issuer: string;

  constructor(
    private readonly keys: PoolKeys,
    private readonly store: Store,
    private readonly triggers: Triggers,
    private readonly settings: PoolSettings['tokens'],
    private readonly clock: Clock,
  ) {
    this.issuer = issuerOf(keys.userPoolId);
  }

  /** Signs a user in: makes a session and its tokens, with the refresh token. */
  async signIn(user: User, clientMetadata: ClientMetadata): Promise<AuthenticationResult> {
    const now = this.clock();
    const session: Session = {
      originJti: randomUUID(),
      sub: user.sub,
      refreshTokens: [{ number: 1 }],
      newestRefreshToken: 1,
      authTime: Math.floor(now / 1_000),
      eventId: randomUUID(),
      expiresAt: now + this.settings.refreshDays * DAY,
      revoked: false,
    };
    const result = await this.#issue(user, session, 'Authentication', clientMetadata);
    this.store.addSession(session);
    await this.store.save();
    return { ...result, RefreshToken: this.#refreshTokenOf(session, 1) };
  }

  /**
   * Makes new access and ID tokens of a session, and a new refresh token where the pool rotates
   * them. The new one expires when the first would have ("Refresh tokens", Amazon Cognito developer
   * guide).
   *
   * @throws CognitoError `NotAuthorizedException`, `RefreshTokenReuseException`.
   */
  async refresh(
    refreshToken: string,
    clientMetadata: ClientMetadata,
  ): Promise<AuthenticationResult> {
    const { session, user } = this.#standing(refreshToken);
    const result = await this.#issue(user, session, 'RefreshTokens', clientMetadata);
    // While the trigger ran, the session or the grace of the token may have ended.
    const { number } = this.#standing(refreshToken);
    const { refreshGraceSeconds } = this.settings;
    if (refreshGraceSeconds === undefined) return result;
    const next = rotate(session, number, this.clock(), refreshGraceSeconds * 1_000);
    await this.store.save();
    return { ...result, RefreshToken: this.#refreshTokenOf(session, next) };
  }

  #refreshTokenOf({ originJti }: Session, number: number): string {
    return makeRefreshToken(this.keys.secret, originJti, number);
  }

  #sessionOf(refreshToken: string): { session: Session; number: number } | undefined {
    const read = readRefreshToken(this.keys.secret, refreshToken);
    const session = read && this.store.session(read.originJti);
    return session && { session, number: read.number };
  }

  #standing(refreshToken: string): { session: Session; user: User; number: number } {
    const found = this.#sessionOf(refreshToken);
    const user = found && this.store.user(found.session.sub);
    if (!found || !user) throw notAuthorized('Invalid Refresh Token');
    const { session, number } = found;
    if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
    if (session.expiresAt <= this.clock()) throw notAuthorized('Refresh Token has expired');
    if (!isGood(session, number, this.clock())) throw refreshTokenReused();
    return { session, user, number };
  }

  /** Ends the session of a refresh token. This API then rejects its access tokens too. */
  async revoke(refreshToken: string): Promise<void> {
    const session = this.#sessionOf(refreshToken)?.session;
    if (!session || session.revoked) return;
    session.revoked = true;
    await this.store.save();
  }

  /** Ends all sessions of a person. */
  async revokeAll(user: User): Promise<void> {
    for (const session of this.store.sessionsOf(user.sub)) session.revoked = true;
    await this.store.save();
  }

  /**
   * Verifies an access token: signature, algorithm, issuer, expiry, `token_use`, client, and that
   * its session has not ended.
   *
   * @returns its user and session
   * @throws CognitoError `NotAuthorizedException`.
   */
  async userOf(accessToken: string): Promise<User> {
    const claims = await this.#verify(accessToken);
    const session = this.store.session(String(claims.origin_jti));
    const user = this.store.user(String(claims.sub));
    if (!session || !user || session.sub !== user.sub) throw notAuthorized('Invalid Access Token');
    if (session.revoked) throw notAuthorized('Access Token has been revoked');
    return user;
  }

  async #verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys.publicKey, {
        algorithms: ['RS256'],
        issuer: this.issuer,
        requiredClaims: ['exp', 'sub', 'origin_jti'],
        currentDate: new Date(this.clock()),
      });
      if (typeof payload.sub !== 'string') throw notAuthorized('Invalid Access Token');
      if (payload.token_use !== 'access' || payload.client_id !== this.keys.userPoolClientId) {
        throw notAuthorized('Invalid Access Token');
      }
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
      if (error instanceof errors.JOSEError) throw notAuthorized('Invalid Access Token');
      throw error;
    }
  }

  async #issue(
    user: User,
    session: Session,
    cause: 'Authentication' | 'RefreshTokens',
    clientMetadata: ClientMetadata,
  ): Promise<AuthenticationResult> {
    const overrides = await this.triggers.preTokenGeneration(user, cause, clientMetadata);
    const lifetime = this.settings.accessMinutes * 60;
    const { access, id } = claimsOf({
      pool: this.keys,
      user,
      session,
      overrides,
      now: Math.floor(this.clock() / 1_000),
      lifetime,
    });
    return {
      AccessToken: await this.#sign(access),
      ExpiresIn: lifetime,
      TokenType: 'Bearer',
      IdToken: await this.#sign(id),
    };
  }

  #sign(claims: JWTPayload): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ kid: this.keys.kid, alg: 'RS256' })
      .sign(this.keys.privateKey);
  }
}
