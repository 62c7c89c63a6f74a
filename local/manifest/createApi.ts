import { type AppSync, createAppSync } from '../appsync/appsync.js';
import { apiKeyAuthorizer } from '../appsync/auth/apiKey.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import { createDynamoDBDataSource, createNoneDataSource } from '../appsync/datasources/index.js';
import { noticeText, SchemaError } from '../appsync/schema/errors.js';
import type { Authorizer, DataSource } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Log } from '../host/log.js';
import type { Table } from '../host/openDynamoDB.js';
import { ManifestError } from './errors.js';
import type { Manifest } from './manifest.js';
import type { readCode } from './readCode.js';
import { isUserPool } from './userPool.js';

interface ApiParts {
  /** Named in messages about the schema. */
  readonly schemaFile: string;
  readonly region: string;
  readonly sdl: string;
  readonly manifest: Manifest;
  readonly code: Awaited<ReturnType<typeof readCode>>;
  readonly dynamodb: Table | undefined;
  /** 32 bytes that seal `nextToken`s. */
  readonly tokenKey: Buffer;
  readonly cognito: Cognito | undefined;
  readonly log: Log;
}

/** The API as AppSync would be told of it. Throws a `ManifestError` or an `ApiCodeError`. */
export function createApi(parts: ApiParts): AppSync {
  const { schemaFile, sdl, manifest, code, cognito, log } = parts;
  const { environment, introspectionConfig, queryDepthLimit, resolverCountLimit } = manifest;
  try {
    return createAppSync({
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
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new ManifestError(error.problems.map((problem) => noticeText(schemaFile, problem)));
  }
}

function dataSourcesOf({ manifest, region, dynamodb, tokenKey }: ApiParts) {
  const made: Record<string, DataSource> = {};
  for (const [name, source] of Object.entries(manifest.dataSources)) {
    made[name] =
      source.type === 'NONE'
        ? createNoneDataSource()
        : createDynamoDBDataSource({
            client: dynamodb!.client,
            region,
            tokenKey,
            ...source,
          });
  }
  return made;
}

function authorizerOf(
  mode: Manifest['authentication'][number],
  cognito: Cognito | undefined,
): Authorizer {
  if (!isUserPool(mode)) {
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
