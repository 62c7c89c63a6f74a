import {
  type ConsumedCapacity,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { CapacityMeter } from './capacityMeter.js';
import { useMessaging } from './messaging.js';
import { groupOf } from './person.js';

const messaging = useMessaging();

/** What DynamoDB itself says of each TransactWriteItems of the host. */
function countedByTheEngine(): ConsumedCapacity[] {
  const counted: ConsumedCapacity[] = [];
  messaging.host.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== TransactWriteItemsCommand.name) return next(args);
        const input = {
          ...(args.input as TransactWriteItemsCommandInput),
          ReturnConsumedCapacity: 'INDEXES' as const,
        };
        const result = await next({ ...args, input });
        const { ConsumedCapacity: capacity = [] } = result.output as {
          ConsumedCapacity?: ConsumedCapacity[];
        };
        counted.push(...capacity);
        return result;
      },
    { step: 'initialize', name: 'countedByTheEngine', priority: 'high' },
  );
  return counted;
}

// DynamoDB Local counts transactions and indexes otherwise than AWS; dynoxide as measured on AWS.
describe.runIf(inject('engine') === 'dynoxide')('The ten write units of a message', () => {
  it('are what the rules of capacity.ts and dynoxide count, each for itself', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await ada.send({ recipientUuid: ben.uuid, message: 'first' });
    const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
    meter.attach(messaging.host.table.client);
    const counted = countedByTheEngine();

    await ada.send({ messageGroupUuid: groupOf(ada, ben), message: 'o'.repeat(200) });

    expect(meter.take().map(({ writeUnits }) => writeUnits)).toEqual([10]);
    expect(counted.map(({ CapacityUnits }) => CapacityUnits)).toEqual([10]);
  });
});
