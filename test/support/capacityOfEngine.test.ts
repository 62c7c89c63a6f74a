import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { CapacityMeter } from './capacityMeter.js';
import { intercept } from './intercept.js';
import { useMessaging } from './messaging.js';
import { groupOf } from './person.js';

const messaging = useMessaging();

/** What DynamoDB itself says of each TransactWriteItems of the host. */
function countedByTheEngine(): ConsumedCapacity[] {
  const counted: ConsumedCapacity[] = [];
  intercept(messaging.host.table.wire, async ({ operation, input }, next) => {
    if (operation !== 'TransactWriteItems') return next();
    const output = await next({ ...input, ReturnConsumedCapacity: 'INDEXES' });
    const { ConsumedCapacity: capacity = [] } = output as { ConsumedCapacity?: ConsumedCapacity[] };
    counted.push(...capacity);
    return output;
  });
  return counted;
}

// DynamoDB Local counts transactions and indexes otherwise than AWS; dynoxide as measured on AWS.
describe.runIf(inject('engine') === 'dynoxide')('The ten write units of a message', () => {
  it('are what the rules of capacity.ts and dynoxide count, each for itself', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await ada.send({ recipientUuid: ben.uuid, message: 'first' });
    const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
    meter.attach(messaging.host.table.wire);
    const counted = countedByTheEngine();

    await ada.send({ messageGroupUuid: groupOf(ada, ben), message: 'o'.repeat(200) });

    expect(meter.take().map(({ writeUnits }) => writeUnits)).toEqual([10]);
    expect(counted.map(({ CapacityUnits }) => CapacityUnits)).toEqual([10]);
  });
});
