import { type AppSync, type AppSyncOptions, createAppSync } from '../appsync/appsync.js';
import { apiKeyAuthorizer } from '../appsync/auth/apiKey.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import {
  createDynamoDBDataSource,
  createHttpDataSource,
  createNoneDataSource,
  type Target,
} from '../appsync/datasources/index.js';
import { localCredentials } from '../iam/localCredentials.js';
import { noticeText, SchemaError } from '../appsync/schema/errors.js';
import type { Authorizer, DataSource } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import type { Table } from '../host/openDynamoDB.js';
import { SourceError } from './errors.js';
import type { Manifest } from './manifest.js';
import type { readCode } from './readCode.js';

/** What the files of an API hold. */
export interface ApiSource {
  /** Named in messages about the schema. */
  readonly schemaFile: string;
  readonly sdl: string;
  readonly manifest: Manifest;
  readonly code: Awaited<ReturnType<typeof readCode>>;
}

interface ApiParts extends ApiSource {
  readonly region: string;
  /** What HTTP data sources may call. */
  readonly allowHttp: readonly Target[];
  readonly dynamodb: Table | undefined;
  /** 32 bytes that seal `nextToken`s. */
  readonly tokenKey: Buffer;
  readonly cognito: Cognito | undefined;
  readonly log: Log;
}

/** Makes an API. @throws SourceError for what is wrong with its schema, ApiCodeError for its code */
export function createSourceApi(
  options: AppSyncOptions & { api: { schemaFile: string } },
): AppSync {
  try {
    return createAppSync(options);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const { schemaFile } = options.api;
    throw new SourceError(error.problems.map((problem) => noticeText(schemaFile, problem)));
  }
}

/** The API as CreateGraphqlApi would describe it. @throws SourceError, ApiCodeError */
export function createApi(parts: ApiParts): AppSync {
  const { schemaFile, sdl, manifest, code, cognito, log } = parts;
  const { environment, introspectionConfig, queryDepthLimit, resolverCountLimit } = manifest;
  return createSourceApi({
    log,
    api: {
      ...code,
      schema: sdl,
      schemaFile,
      dataSources: dataSourcesOf(parts),
      authorizers: manifest.authentication.map((mode) => authorizerOf(mode, cognito)),
      environment,
      introspection: introspectionConfig === 'ENABLED',
      queryDepthLimit,
      resolverCountLimit,
    },
  });
}

function dataSourcesOf(parts: ApiParts): Record<string, DataSource> {
  const sources = Object.entries(parts.manifest.dataSources);
  return Object.fromEntries(
    sources.map(([name, source]) => [name, dataSourceOf(name, source, parts)]),
  );
}

function dataSourceOf(
  name: string,
  source: Manifest['dataSources'][string],
  { region, dynamodb, tokenKey, allowHttp, log }: ApiParts,
): DataSource {
  if (source.type === 'NONE') return createNoneDataSource();
  if (source.type === 'AMAZON_DYNAMODB') {
    return createDynamoDBDataSource({ wire: dynamodb!.wire, region, tokenKey, ...source });
  }
  const iam = source.authorizationConfig?.awsIamConfig;
  return createHttpDataSource({
    name,
    endpoint: source.endpoint,
    allowed: allowHttp,
    signing: iam && {
      region: iam.signingRegion,
      service: iam.signingServiceName,
      credentials: localCredentials,
    },
    onRefused: (refusal) => log.warn(refusal),
  });
}

function authorizerOf(
  mode: Manifest['authentication'][number],
  cognito: Cognito | undefined,
): Authorizer {
  if (mode.authenticationType === 'API_KEY') {
    return apiKeyAuthorizer({
      keys: mode.apiKeys.map(({ id, expires }) => ({
        id,
        expiresAt: expires === undefined ? Infinity : Date.parse(expires),
      })),
    });
  }
  return userPoolAuthorizer({
    issuer: cognito!.issuer,
    jwks: cognito!.publicJwks,
    clientIds: [cognito!.userPoolClientId],
    tokenUse: ['access', 'id'],
    defaultAction: mode.defaultAction,
  });
}
