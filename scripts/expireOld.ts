/** `npm run expire-old`: gives messages from before the setting `messageRetentionDays` the time of their deletion. */
import { fileURLToPath } from 'node:url';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { parseCommandLine, readOrExit, UsageError } from '../lib/commandLine.js';
import { expiryAt } from '../resolvers/lib/cutoff.js';
import { messagePartition } from '../resolvers/lib/keys.js';
import { table as definition } from '../resolvers/table.js';

export const usage = `Usage: npm run expire-old -- --table NAME --days N [--region REGION]

Gives each message that has no time to live the one that it would have been sent with, so that DynamoDB
deletes it. --days is the stage's messageRetentionDays. May be ended and run again.`;

/** @throws UsageError */
export function expireCommand(args: readonly string[]) {
  const options = {
    table: { type: 'string' },
    days: { type: 'string' },
    region: { type: 'string', default: 'us-east-1' },
  } as const;
  const { values } = parseCommandLine({ args: [...args], options });
  const { table, days = '', region } = values;
  if (!table) throw new UsageError('--table is missing; write the name of the table');
  if (!/^[1-9]\d{0,3}$/.test(days)) {
    throw new UsageError(`--days is "${days}"; write a whole number from 1 to 9999`);
  }
  return { table, days: Number(days), region };
}

/**
 * Sets the time to live of the table's messages that have none. A message that is deleted meanwhile stays so.
 * @param onPage called with the number of messages that have theirs so far
 * @throws the SDK's error; run again, it goes on with what is left
 */
export async function expireOld(
  client: DynamoDBClient,
  { table: TableName, days }: { readonly table: string; readonly days: number },
  onPage: (messages: number) => void,
): Promise<void> {
  let count = 0;
  const names = { '#ttl': definition.timeToLiveAttribute };
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: 'begins_with(pk, :messages) AND attribute_not_exists(#ttl)',
      ProjectionExpression: 'pk, sk',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':messages': { S: messagePartition('') } },
    },
  );
  for await (const { Items: messages = [] } of pages) {
    for (const { pk, sk } of messages) {
      const command = new UpdateItemCommand({
        TableName,
        Key: { pk: pk!, sk: sk! },
        UpdateExpression: 'SET #ttl = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#ttl)',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':at': { N: String(expiryAt(sk!.S!, days)) } },
      });
      await client.send(command).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    }
    count += messages.length;
    onPage(count);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const command = readOrExit(() => expireCommand(process.argv.slice(2)), usage);
  const client = new DynamoDBClient({ region: command.region });
  await expireOld(client, command, (messages) => console.log(`${messages} messages`));
}
