import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DynamoDBClient,
  ExecuteTransactionCommand,
  paginateScan,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { connect, createTable } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { cases } from '../support/cases.js';
import { testEngine } from '../support/dynamodb.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const writers = {
  TransactWriteItems: (client: DynamoDBClient, pk: string) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'kept', Item: { pk: { S: pk }, sk: { S: 'one' } } } },
          { Put: { TableName: 'kept', Item: { pk: { S: pk }, sk: { S: 'two' } } } },
        ],
      }),
    ),
  ExecuteTransaction: (client: DynamoDBClient, pk: string) =>
    client.send(
      new ExecuteTransactionCommand({
        TransactStatements: ['one', 'two'].map((sk) => ({
          Statement: `INSERT INTO "kept" VALUE {'pk': '${pk}', 'sk': '${sk}'}`,
        })),
      }),
    ),
};

const keysOf = async (client: DynamoDBClient): Promise<Set<string>> => {
  const keys = new Set<string>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: 'kept' })) {
    for (const { pk, sk } of Items) keys.add(`${pk?.S} ${sk?.S}`);
  }
  return keys;
};

/** Killed this often, each time at the very answer: one kill alone might come late by chance. */
const KILLS = cases(2, 20);

/** Acknowledged before each kill, by four writers at once, so that the queue is never empty. */
const ANSWERS = 30;

test.each(Object.keys(writers) as (keyof typeof writers)[])(
  '%s: what was acknowledged is there after a SIGKILL at the moment of its answer',
  async (operation) => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'dynamodb-durability-test-'));
    folders.push(dataDirectory);
    const acknowledged: string[] = [];
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const dynamoDB = await testEngine().start({ dataDirectory });
      const client = connect({ endpoint: dynamoDB.endpoint, region: 'us-east-1' });
      try {
        await createTable(client, 'kept', table);
        const stored = await keysOf(client);
        expect(acknowledged.filter((key) => !stored.has(key))).toEqual([]);
        if (kill === KILLS) break;
        let left = ANSWERS;
        const work = async (worker: number) => {
          for (let i = 0; left > 0; i += 1) {
            const pk = `${kill}-${worker}-${i}`;
            await writers[operation](client, pk);
            acknowledged.push(`${pk} one`, `${pk} two`);
            left -= 1;
            if (left === 0) process.kill(dynamoDB.pid, 'SIGKILL');
          }
        };
        await Promise.allSettled([0, 1, 2, 3].map(work));
        await dynamoDB.exited;
      } finally {
        client.destroy();
        await dynamoDB.stop();
      }
    }
    // Answers that were on their way when it was killed count as well.
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * ANSWERS * 2);
  },
  180_000, // a backstop: four starts of a JVM on a machine that is busy
);
