import { apiKeyAuthorizer, type ApiKey } from '../appsync/auth/apiKey.js';
import { headerValue } from '../appsync/auth/authorize.js';
import { iamAuthorizer, isSigned } from '../appsync/auth/iam.js';
import { lambdaAuthorizer } from '../appsync/auth/lambda.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import type { Authorizer, Headers } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import type { Overlay } from './overlay.js';
import { account, region } from './physical.js';
import type { TemplateApi, TemplateMode } from './parts/api.js';
import type { Functions } from './services.js';

/** What signs requests for AWS_IAM. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface AuthorizerParts {
  readonly cognito: Cognito | undefined;
  readonly keys: readonly ApiKey[];
  readonly credentials: LocalCredentials;
  readonly overlay: Overlay;
  readonly functions: Functions;
  readonly log: Log;
}

/** The authorization modes of an API, and what a client is told of them. */
export function authorizersOf({ modes, found, id }: TemplateApi, parts: AuthorizerParts) {
  const { log, overlay } = parts;
  const keys = [...parts.keys, ...overlay.apiKeys.map((key) => ({ id: key, expiresAt: Infinity }))];
  const types = modes.map(({ AuthenticationType }) => AuthenticationType);
  const authorizers: Authorizer[] = [];
  for (const mode of modes) {
    const authorizer = authorizerOf(mode, { ...parts, keys, apiId: id });
    if (authorizer) authorizers.push(forIts(mode.AuthenticationType, authorizer, types));
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
  { AuthenticationType, UserPoolConfig, LambdaAuthorizerConfig }: TemplateMode,
  parts: AuthorizerParts & { readonly apiId: string },
): Authorizer | undefined {
  const { keys, cognito, credentials, functions, log, apiId } = parts;
  if (AuthenticationType === 'API_KEY') return apiKeyAuthorizer({ keys });
  if (AuthenticationType === 'AWS_IAM') {
    return iamAuthorizer({ credentials, account, userName: 'local', region });
  }
  if (AuthenticationType === 'AWS_LAMBDA' && LambdaAuthorizerConfig) {
    const { AuthorizerUri, AuthorizerResultTtlInSeconds, IdentityValidationExpression } =
      LambdaAuthorizerConfig;
    return lambdaAuthorizer({
      call: (event) => functions.call(AuthorizerUri, event),
      apiId,
      account,
      ttlSeconds: AuthorizerResultTtlInSeconds,
      tokenPattern: IdentityValidationExpression,
      onError: (err) => log.error({ err }, 'the authorizer function failed'),
    });
  }
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

/** Three parts of base64url: a token of a user pool, and no token for a function where there are both. */
const isJwt = (headers: Headers): boolean =>
  /^(Bearer )?[\w-]+\.[\w-]+\.[\w-]+$/i.test(headerValue(headers, 'authorization') ?? '');

/**
 * Several modes read the header `Authorization`. A signature is for IAM. Where there is a function
 * beside a user pool, a JWT is for the pool and any other token for the function; how AppSync tells
 * them apart is not known.
 */
function forIts(
  type: TemplateMode['AuthenticationType'],
  authorizer: Authorizer,
  types: readonly TemplateMode['AuthenticationType'][],
): Authorizer {
  const isFor = (headers: Headers): boolean => {
    if (type === 'API_KEY' || type === 'AWS_IAM') return true;
    if (types.includes('AWS_IAM') && isSigned(headers)) return false;
    const both = types.includes('AWS_LAMBDA') && types.includes('AMAZON_COGNITO_USER_POOLS');
    return !both || isJwt(headers) === (type === 'AMAZON_COGNITO_USER_POOLS');
  };
  return {
    authType: authorizer.authType,
    authorize: async (headers, sourceIp) =>
      isFor(headers) ? authorizer.authorize(headers, sourceIp) : undefined,
  };
}
