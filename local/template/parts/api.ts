import { z } from 'zod';
import { SourceError } from '../../manifest/errors.js';
import { errorAt } from '../errors.js';
import type { Scope } from '../scope.js';
import { allOf, type Found, namedOf, placeOf, propertiesOf } from '../read.js';
import { textAt } from './code.js';

const userPoolConfig = z.object({
  UserPoolId: z.string(),
  AppIdClientRegex: z.string().optional(),
  DefaultAction: z.enum(['ALLOW', 'DENY']).default('ALLOW'),
});
const lambdaConfig = z.object({
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.coerce.number().default(0),
  IdentityValidationExpression: z.string().optional(),
});
const openIdConfig = z.object({
  Issuer: z.string(),
  ClientId: z.string().optional(),
  IatTTL: z.coerce.number().optional(),
  AuthTTL: z.coerce.number().optional(),
});
const mode = z.object({
  AuthenticationType: z.enum([
    'API_KEY',
    'AWS_IAM',
    'AMAZON_COGNITO_USER_POOLS',
    'OPENID_CONNECT',
    'AWS_LAMBDA',
  ]),
  UserPoolConfig: userPoolConfig.optional(),
  LambdaAuthorizerConfig: lambdaConfig.optional(),
  OpenIDConnectConfig: openIdConfig.optional(),
});
const api = mode.extend({
  Name: z.string().default('api'),
  ApiType: z.string().default('GRAPHQL'),
  AdditionalAuthenticationProviders: z
    .array(
      mode.extend({
        UserPoolConfig: userPoolConfig.omit({ DefaultAction: true }).optional(),
      }),
    )
    .default([]),
  EnvironmentVariables: z.record(z.string(), z.coerce.string()).default({}),
  IntrospectionConfig: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  QueryDepthLimit: z.coerce.number().default(0),
  ResolverCountLimit: z.coerce.number().default(0),
});

/** An authorization mode of an API, as its template says it. */
export type TemplateMode = z.output<typeof mode>;

/** An API of the templates. */
export type TemplateApi = ReturnType<typeof readApi>;

/**
 * The API to serve: the only one, or the one of a logical id. Its user pools' ids may not be known yet.
 * @throws SourceError
 */
export function readApi(scopes: readonly Scope[], logicalId: string | undefined) {
  const found = chooseApi(scopes, logicalId);
  const properties = propertiesOf(found, api);
  if (properties.ApiType !== 'GRAPHQL') {
    throw errorAt(placeOf(found, 'ApiType'), `${properties.ApiType} is not served`);
  }
  return {
    found,
    /** What other resources name it by. */
    id: namedOf(found).id,
    modes: [properties, ...properties.AdditionalAuthenticationProviders] as TemplateMode[],
    environment: properties.EnvironmentVariables,
    introspection: properties.IntrospectionConfig === 'ENABLED',
    queryDepthLimit: properties.QueryDepthLimit,
    resolverCountLimit: properties.ResolverCountLimit,
  };
}

function chooseApi(scopes: readonly Scope[], logicalId: string | undefined): Found {
  const all = allOf(scopes, 'AWS::AppSync::GraphQLApi');
  const names = all.map((one) => one.logicalId).join(', ');
  const chosen = logicalId === undefined ? all : all.filter((one) => one.logicalId === logicalId);
  if (chosen.length === 1) return chosen[0]!;
  const files = scopes.map(({ stack }) => stack.file).join(', ');
  if (all.length === 0) {
    throw new SourceError([`${files}: there is no AWS::AppSync::GraphQLApi`]);
  }
  const why = logicalId === undefined ? 'there are several APIs' : `there is no API ${logicalId}`;
  throw new SourceError([`${files}: ${why}: choose by --api one of ${names}`]);
}

const schema = z.object({
  ApiId: z.string(),
  Definition: z.string().optional(),
  DefinitionS3Location: z.string().optional(),
});

/** The schema of an API, and where it is. @throws SourceError where there is none */
export async function readSchema(scopes: readonly Scope[], { id, found: api }: TemplateApi) {
  for (const found of allOf(scopes, 'AWS::AppSync::GraphQLSchema')) {
    const { ApiId, Definition, DefinitionS3Location } = propertiesOf(found, schema);
    if (ApiId !== id) continue;
    const { stack } = found.scope;
    const place = placeOf(found, 'DefinitionS3Location');
    const text =
      Definition ??
      (DefinitionS3Location === undefined
        ? undefined
        : await textAt(stack, DefinitionS3Location, place));
    if (text === undefined) throw errorAt(placeOf(found), 'has no Definition');
    return { sdl: text, file: `${stack.file}: ${found.logicalId}` };
  }
  throw errorAt(placeOf(api), 'the templates have no AWS::AppSync::GraphQLSchema for it');
}

const apiKey = z.object({ ApiId: z.string(), Expires: z.coerce.number().optional() });

/** The keys of an API; `expiresAt` in epoch milliseconds. @throws SourceError */
export function readApiKeys(scopes: readonly Scope[], { id }: TemplateApi) {
  return allOf(scopes, 'AWS::AppSync::ApiKey')
    .map((found) => ({ found, ...propertiesOf(found, apiKey) }))
    .filter(({ ApiId }) => ApiId === id)
    .map(({ found, Expires }) => ({
      found,
      expiresAt: Expires === undefined ? Infinity : Expires * 1_000,
    }));
}
