import { isSigned } from '../../iam/signature.js';
import { headerValue } from './authorize.js';
import type { Authorizer, Headers } from './caller.js';
import { claimedIssuer, isJwt, tokenOf } from './jwt.js';

/** A mode of an API. */
export interface Mode {
  readonly authorizer: Authorizer;
  /** Of OPENID_CONNECT: whose tokens are for it. */
  readonly issuer?: string | undefined;
}

/**
 * The modes of an API, each asked about the credentials that are for it. Several modes read the header
 * `Authorization`:
 *
 * - a signature is for IAM where IAM is a mode, and no token for a function;
 * - a JWT is no token for a function where there are user pools or OpenID Connect (developer guide,
 *   security-authz, "Circumventing SigV4 and OIDC token authorization limitations");
 * - with several modes, a token is for the OpenID Connect mode of its issuer (the same page). One of
 *   another issuer is for the user pool; that it is tried there is assumed.
 */
export function createModes(modes: readonly Mode[]): Authorizer[] {
  const issuers = modes.flatMap(({ issuer }) => issuer ?? []);
  const has = (type: Authorizer['authType']): boolean =>
    modes.some(({ authorizer }) => authorizer.authType === type);
  const [hasIam, hasLambda] = [has('IAM Authorization'), has('Lambda Authorization')];
  const hasJwt = has('User Pool Authorization') || issuers.length > 0;
  const isFor = ({ authorizer: { authType }, issuer }: Mode, headers: Headers): boolean => {
    if (authType === 'API Key Authorization' || authType === 'IAM Authorization') return true;
    if (hasIam && isSigned(headers)) return false;
    const token = tokenOf(headers) ?? '';
    if (authType === 'Lambda Authorization') return !(hasJwt && isJwt(token));
    if (hasLambda && !isJwt(token)) return false;
    if (modes.length === 1) return true;
    const claimed = claimedIssuer(token);
    return issuer === undefined
      ? claimed === undefined || !issuers.includes(claimed)
      : claimed === issuer;
  };
  return modes.map((mode) => ({
    authType: mode.authorizer.authType,
    authorize: async (headers, sourceIp) =>
      headerValue(headers, 'authorization') === undefined || isFor(mode, headers)
        ? mode.authorizer.authorize(headers, sourceIp)
        : undefined,
  }));
}
