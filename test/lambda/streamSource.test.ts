import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStreamSource } from '../../local/lambda/streamSource.js';
import { workKey } from '../../resolvers/lib/keys.js';
import { worker } from '../../resolvers/worker.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamodb = useDynamoDB();

const put = (pk: string, value: string) =>
  dynamodb.client.send(
    new PutItemCommand({
      TableName: dynamodb.tableName,
      Item: { pk: { S: pk }, sk: { S: 'WORK' }, value: { S: value } },
    }),
  );

describe("The table's stream", () => {
  it('calls the function with each change of a work item, in order, and again when it fails', async () => {
    const seen: string[] = [];
    const dead: unknown[] = [];
    let failures = 0;
    const poison = workKey('poison').pk;
    await put('MSG#x', 'a message');
    for (const value of ['1', '2', '3']) await put(workKey('a').pk, value);
    await put(poison, '1');
    const source = startStreamSource({
      ...dynamodb,
      endpoint: dynamodb.endpoint,
      tableName: dynamodb.tableName,
      filters: [worker.filter],
      retries: 2,
      async handler({ Records }) {
        expect(Records).toHaveLength(1);
        const pk = Records[0]!.dynamodb!.Keys!.pk!.S!;
        if (pk === poison) {
          failures += 1;
          throw new Error('poison');
        }
        seen.push(`${Records[0]!.eventName} ${pk}`);
      },
      onDeadLetter: (error) => dead.push(error),
      onError: (error) => dead.push(error),
    });
    onTestFinished(() => source.stop());
    const last = workKey('b').pk;
    await put(last, '1');
    await expect.poll(() => seen.at(-1), { timeout: 25_000 }).toBe(`INSERT ${last}`);
    const a = workKey('a').pk;
    expect(seen).toEqual([`INSERT ${a}`, `MODIFY ${a}`, `MODIFY ${a}`, `INSERT ${last}`]);
    expect(failures).toBe(3);
    expect(dead).toEqual([new Error('poison')]);
  });
});
