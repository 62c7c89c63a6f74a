import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { chooseEngine, connect, createTable, createWire } from '../../local/dynamodb/index.js';
import type { Engine, RunningEngine, TableDefinition, Wire } from '../../local/dynamodb/index.js';
import { table as projectTable } from '../../resolvers/table.js';
import type {} from './globalSetup.js'; // declares what `inject` gives

export interface TestDynamoDB {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly region: string;
  readonly client: DynamoDBClient;
  /** The same DynamoDB, as data sources speak to it. */
  readonly wire: Wire;
  /** The project's table, new and empty, of a name of its own. Set before the first test runs. */
  readonly tableName: string;
  /** Another one, of the same form or of `table`'s; resolves with its name. */
  newTable(table?: TableDefinition): Promise<string>;
}

export const uniqueTableName = (): string => `test-${randomUUID()}`;

/** The engine that this run of the test is for; see vitest.config.ts. */
export const testEngine = (): Engine => chooseEngine(inject('engine')).engine;

/** This worker's dynoxide, and the files that have used it. */
let own: { readonly engine: RunningEngine; readonly files: Set<string> } | undefined;

/**
 * dynoxide 1.2.1 takes longer for each write the more records its stream has: twice as long for
 * 4,000 of them, also those of deleted tables. So no engine is kept for many files.
 */
const FILES_OF_AN_ENGINE = 4;

/** Runs before each test file. */
export async function prepareDynamoDB(): Promise<void> {
  if (inject('dynamoDBEndpoint') !== undefined) return;
  if (own?.files.size === FILES_OF_AN_ENGINE) {
    await own.engine.stop();
    own = undefined;
  }
  own ??= { engine: await testEngine().start({}), files: new Set() };
}

/** The DynamoDB of this test file. */
export function dynamoDBEndpoint(): string {
  own?.files.add(expect.getState().testPath!);
  return inject('dynamoDBEndpoint') ?? own!.engine.endpoint;
}

/**
 * A client of this file's DynamoDB, which other files use too. Call it at the top of a test file or
 * of a `describe`; what the tests write stays in tables of their own.
 */
export const useDynamoDB = (): TestDynamoDB => {
  const endpoint = dynamoDBEndpoint();
  const region = 'us-east-1';
  const client = connect({ endpoint, region });
  const wire = createWire({ endpoint, region });
  const tableName = uniqueTableName();
  const newTable = async (table: TableDefinition = projectTable) => {
    const name = uniqueTableName();
    await createTable(client, name, table);
    return name;
  };
  beforeAll(() => createTable(client, tableName, projectTable));
  afterAll(async () => {
    client.destroy();
    await wire.close();
  });
  return { endpoint, region, client, wire, tableName, newTable };
};
