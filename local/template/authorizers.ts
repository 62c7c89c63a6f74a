import { apiKeyAuthorizer, type ApiKey } from '../appsync/auth/apiKey.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import type { Authorizer } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Log } from '../log.js';
import type { Overlay } from './overlay.js';
import type { TemplateApi, TemplateMode } from './parts/api.js';
import type { Functions } from './services.js';

export interface AuthorizerParts {
  readonly cognito: Cognito | undefined;
  readonly keys: readonly ApiKey[];
  readonly overlay: Overlay;
  readonly functions: Functions;
  readonly log: Log;
}

/** The authorization modes of an API, and what a client is told of them. */
export function authorizersOf({ modes, found }: TemplateApi, parts: AuthorizerParts) {
  const { log, overlay } = parts;
  const keys = [...parts.keys, ...overlay.apiKeys.map((id) => ({ id, expiresAt: Infinity }))];
  const authorizers: Authorizer[] = [];
  for (const mode of modes) {
    const authorizer = authorizerOf(mode, { ...parts, keys });
    if (authorizer) authorizers.push(authorizer);
    else
      log.warn(`${found.logicalId}: ${mode.AuthenticationType} is not served: it lets nobody in`);
  }
  return {
    authorizers,
    config: modes.map(({ AuthenticationType }) => ({
      authenticationType: AuthenticationType,
      ...(AuthenticationType === 'API_KEY' && { apiKeys: keys }),
    })),
  };
}

function authorizerOf(
  { AuthenticationType, UserPoolConfig }: TemplateMode,
  { keys, cognito }: AuthorizerParts,
): Authorizer | undefined {
  if (AuthenticationType === 'API_KEY') return apiKeyAuthorizer({ keys });
  if (AuthenticationType !== 'AMAZON_COGNITO_USER_POOLS' || !cognito) return undefined;
  const { AppIdClientRegex, DefaultAction } = UserPoolConfig ?? {};
  const fits = new RegExp(AppIdClientRegex ?? '').test(cognito.userPoolClientId);
  return userPoolAuthorizer({
    issuer: cognito.issuer,
    jwks: cognito.publicJwks,
    clientIds: fits ? [cognito.userPoolClientId] : [],
    tokenUse: AppIdClientRegex === undefined ? ['access', 'id'] : ['access'],
    defaultAction: DefaultAction,
  });
}
