import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { loadHandlers } from '../../local/cognito/loadTriggers.js';
import type { TriggerHandlers } from '../../local/cognito/types.js';
import { userPool } from '../../resolvers/userPool.js';
import type { ItemKey } from '../../resolvers/lib/keys.js';
import { useDynamoDB } from '../support/dynamodb.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The triggers as bundles, built for one test file, over the project's table in DynamoDB Local. */
export function useTriggers() {
  const dynamodb = useDynamoDB();
  // Inside the project, where the bundles find the AWS SDK.
  const directory = join(root, 'build', `triggers-${randomUUID()}`);
  let handlers: Required<TriggerHandlers>;

  const environment = (tableName = dynamodb.tableName, endpoint = dynamodb.endpoint) => ({
    TABLE_NAME: tableName,
    AWS_REGION: dynamodb.region,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });

  beforeAll(async () => {
    await build({
      entryPoints: Object.fromEntries(
        userPool.triggers.map((name) => [`${name}/index`, join(root, `triggers/${name}.ts`)]),
      ),
      outdir: directory,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['@aws-sdk/*'],
    });
    handlers = await loadHandlers({
      directory,
      names: userPool.triggers,
      environment: environment(),
    });
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  return {
    dynamodb,
    directory,
    environment,
    get handlers() {
      return handlers;
    },
    get: (key: ItemKey, tableName?: string) =>
      getItem(dynamodb.client, tableName ?? dynamodb.tableName, key),
    /** Every item of the table. */
    async items() {
      const { Items = [] } = await dynamodb.client.send(
        new ScanCommand({ TableName: dynamodb.tableName, ConsistentRead: true }),
      );
      return Items.map(plain);
    },
  };
}

async function getItem(client: DynamoDBClient, tableName: string, { pk, sk }: ItemKey) {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    }),
  );
  return Item && plain(Item);
}

/** Items of these triggers hold strings only. */
const plain = (item: Record<string, AttributeValue>) =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S]));
