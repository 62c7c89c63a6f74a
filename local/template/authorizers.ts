import type { JWTVerifyGetKey } from 'jose';
import { apiKeyAuthorizer, type ApiKey } from '../appsync/auth/apiKey.js';
import { iamAuthorizer, type IamSigner } from '../appsync/auth/iam.js';
import { keysOfFile, keysOfIssuer } from '../appsync/auth/keySet.js';
import { lambdaAuthorizer } from '../appsync/auth/lambda.js';
import { openIdConnectAuthorizer } from '../appsync/auth/openIdConnect.js';
import { createModes, type Mode } from '../appsync/auth/tokens.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import { reasonOf } from '../manifest/errors.js';
import { errorAt } from './errors.js';
import { besideOverlay, type Overlay, overlayError } from './overlay.js';
import { account, region } from './physical.js';
import type { TemplateApi, TemplateMode } from './parts/api.js';
import { placeOf } from './read.js';
import type { Functions } from './services.js';

interface AuthorizerParts {
  readonly cognito: Cognito | undefined;
  readonly keys: readonly ApiKey[];
  readonly signers: readonly IamSigner[];
  readonly overlay: Overlay;
  readonly functions: Functions;
  readonly log: Log;
}

/**
 * The authorization modes of an API, and what a client may know of them.
 * @throws SourceError for an invalid pattern, and for keys that cannot be read
 */
export async function authorizersOf(api: TemplateApi, parts: AuthorizerParts) {
  const { log, overlay } = parts;
  const keys = [...parts.keys, ...overlay.apiKeys.map((key) => ({ id: key, expiresAt: Infinity }))];
  const modes: Mode[] = [];
  for (const mode of api.modes) {
    const served = await modeOf(mode, api, { ...parts, keys });
    if (served) modes.push(served);
    else log.warn(`${api.found.logicalId}: ${mode.AuthenticationType} lets nobody in`);
  }
  return {
    authorizers: createModes(modes),
    config: api.modes.map(({ AuthenticationType }) => ({
      authenticationType: AuthenticationType,
      ...(AuthenticationType === 'API_KEY' && { apiKeys: keys }),
    })),
  };
}

async function modeOf(
  mode: TemplateMode,
  api: TemplateApi,
  parts: AuthorizerParts,
): Promise<Mode | undefined> {
  const { AuthenticationType, LambdaAuthorizerConfig, OpenIDConnectConfig } = mode;
  const { keys, signers, cognito, functions, log } = parts;
  if (AuthenticationType === 'API_KEY') return { authorizer: apiKeyAuthorizer({ keys }) };
  if (AuthenticationType === 'AWS_IAM') {
    return { authorizer: iamAuthorizer({ signers, account, region }) };
  }
  if (AuthenticationType === 'AWS_LAMBDA' && LambdaAuthorizerConfig) {
    const { AuthorizerUri, AuthorizerResultTtlInSeconds, IdentityValidationExpression } =
      LambdaAuthorizerConfig;
    const authorizer = lambdaAuthorizer({
      call: (event) => functions.call(AuthorizerUri, event),
      apiId: api.id,
      account,
      ttlSeconds: AuthorizerResultTtlInSeconds,
      tokenPattern: IdentityValidationExpression,
      onError: (err) => log.error({ err }, 'the authorizer function failed'),
    });
    return { authorizer };
  }
  if (AuthenticationType === 'OPENID_CONNECT' && OpenIDConnectConfig) {
    return openIdMode(OpenIDConnectConfig, api, parts);
  }
  return AuthenticationType === 'AMAZON_COGNITO_USER_POOLS' && cognito
    ? { authorizer: userPoolMode(mode, cognito) }
    : undefined;
}

function userPoolMode({ UserPoolConfig }: TemplateMode, cognito: Cognito) {
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

/**
 * Where OpenID Connect is the only mode, AppSync does not compare the issuer (developer guide,
 * security-authz, "OPENID_CONNECT authorization"): its keys are what counts.
 */
async function openIdMode(
  config: NonNullable<TemplateMode['OpenIDConnectConfig']>,
  { modes, found }: TemplateApi,
  parts: AuthorizerParts,
): Promise<Mode | undefined> {
  const { Issuer, ClientId, IatTTL, AuthTTL } = config;
  const keys = await openIdKeys(Issuer, parts);
  if (!keys) return undefined;
  const issuer = modes.length > 1 ? Issuer : undefined;
  let clientId: RegExp | undefined;
  try {
    clientId = ClientId ? new RegExp(ClientId) : undefined;
  } catch {
    const place = placeOf(found, 'OpenIDConnectConfig.ClientId');
    throw errorAt(place, `${ClientId} is no regular expression`);
  }
  const times = { iatTtl: IatTTL, authTtl: AuthTTL };
  return { issuer, authorizer: openIdConnectAuthorizer({ issuer, keys, clientId, ...times }) };
}

/** An issuer's keys, as the manifest says where they are; undefined where it does not. */
async function openIdKeys(
  issuer: string,
  { overlay, log }: AuthorizerParts,
): Promise<JWTVerifyGetKey | undefined> {
  const source = Object.hasOwn(overlay.openIdConnect, issuer)
    ? overlay.openIdConnect[issuer]
    : undefined;
  if (!source) {
    log.warn(
      `the keys of the issuer ${issuer} are not known: name them in the manifest, under openIdConnect`,
    );
    return undefined;
  }
  if ('discovery' in source) {
    return keysOfIssuer(issuer, (err) => log.warn({ err, issuer }, 'the issuer cannot be asked'));
  }
  return keysOfFile(besideOverlay(overlay, source.jwks)).catch((error: unknown) => {
    throw overlayError(
      overlay,
      ['openIdConnect', issuer, 'jwks'],
      `${source.jwks}: ${reasonOf(error)}`,
    );
  });
}
