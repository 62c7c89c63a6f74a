import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedField } from '../../resolvers/cachedField.js';
import { limits as productLimits } from '../../resolvers/limits.js';
import { limits } from '../../resolvers/manifest.js';
import { bundleDirectories } from '../../lib/bundle.js';
import { eachDataSource, readApiCode } from './apiCode.js';
import { type AppSync, type AppSyncOptions, createAppSync } from '../appsync/appsync.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import {
  createDynamoDBDataSource,
  createNoneDataSource,
  type ObservedRequest,
} from '../appsync/datasources/index.js';
import type { DataSource } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import { root } from '../../lib/root.js';
import type { Table } from '../host/openDynamoDB.js';

export interface MessagingApiOptions extends Omit<AppSyncOptions, 'api'> {
  readonly tableName: string;
  readonly region: string;
  /** Only the data sources wait for it. */
  readonly table: Promise<Table>;
  readonly cognito: Cognito;
  /** 32 bytes that seal `nextToken`s. */
  readonly tokenKey: Buffer;
  readonly onRequest?: (request: ObservedRequest) => void;
  readonly wrapDataSource?: (name: string, source: DataSource) => DataSource;
  /** The cache that the setting `profileCache` gives a deployed stage. Default false. */
  readonly profileCache?: boolean;
  /** The setting of the same name. If left out, messages are kept for ever. */
  readonly messageRetentionDays?: number;
}

/** Where a person objects to a moderators' decision. This machine has no such address. */
const contact = 'moderators@example.com';

/**
 * The API of the manifest, with the settings of its CDK stack outside production: introspection on,
 * user pool only, access tokens of the one app client.
 */
export async function createMessagingApi(options: MessagingApiOptions): Promise<AppSync> {
  const { tableName, region, table, cognito, onRequest, wrapDataSource, tokenKey, ...rest } =
    options;
  const { profileCache = false, messageRetentionDays, ...appSync } = rest;
  const dataSources = eachDataSource((name, source) => {
    const made =
      source.type === 'NONE'
        ? createNoneDataSource()
        : whenReady(
            table.then(({ wire }) =>
              createDynamoDBDataSource({
                wire,
                tableName,
                region,
                tokenKey,
                onRequest,
                ...source,
              }),
            ),
          );
    return wrapDataSource ? wrapDataSource(name, made) : made;
  });
  return createAppSync({
    ...appSync,
    api: {
      ...(await readApiCode(bundleDirectories.resolvers)),
      schema: await readFile(join(root, 'schema.graphql'), 'utf8'),
      dataSources,
      environment: {
        TABLE_NAME: tableName,
        CONTACT: contact,
        REPORT_RETENTION_DAYS: String(productLimits.report.retentionDays),
        ...(profileCache && { PROFILE_CACHE: 'on' }),
        ...(messageRetentionDays !== undefined && {
          MESSAGE_RETENTION_DAYS: String(messageRetentionDays),
        }),
      },
      authorizers: [
        userPoolAuthorizer({
          issuer: cognito.issuer,
          jwks: cognito.publicJwks,
          clientIds: [cognito.userPoolClientId],
        }),
      ],
      queryDepthLimit: limits.queryDepthWithIntrospection,
      resolverCountLimit: limits.resolverCount,
      caching: profileCache ? { [cachedField.field]: cachedField } : undefined,
    },
  });
}

function whenReady(making: Promise<DataSource>): DataSource {
  making.catch(() => undefined); // `execute` rejects with it
  return { execute: async (request, scope) => (await making).execute(request, scope) };
}
