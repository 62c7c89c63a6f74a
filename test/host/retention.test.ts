import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../lib/commandLine.js';
import { readArguments, usage } from '../../local/messaging/args.js';
import { DAY_SECONDS } from '../../resolvers/lib/day.js';
import { sweep } from '../../resolvers/sweep.js';
import { ManualSchedule } from '../support/manualSchedule.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';

const { messageRetentionDays } = readArguments(['--message-retention-days', '1'], {});
const DAY = DAY_SECONDS * 1_000; // ms
const schedule = new ManualSchedule();
const messaging = useMessaging({
  scheduleClock: schedule,
  resolverClock: schedule.now,
  messageRetentionDays,
});

describe('The option --message-retention-days', () => {
  it('may be left out: messages are kept for ever', () => {
    expect(readArguments([], {}).messageRetentionDays).toBeUndefined();
    expect(usage).toContain('--message-retention-days N');
  });

  it.each(['0', '-1', '1.5', 'week', '', '10000'])('is refused as "%s"', (days) => {
    const read = () => readArguments([`--message-retention-days=${days}`], {});
    expect(read).toThrow(UsageError);
    expect(read).toThrow('it must be a whole number from 1 to 9999');
  });
});

describe('The host', () => {
  let ada: Person;
  let ben: Person;
  beforeAll(async () => {
    ada = await messaging.newPerson('Ada');
    ben = await messaging.newPerson('Ben');
  });

  const items = async (): Promise<Record<string, AttributeValue>[]> => {
    const { client, tableName: TableName } = messaging.dynamodb;
    const found: Record<string, AttributeValue>[] = [];
    for await (const { Items = [] } of paginateScan(
      { client },
      { TableName, ConsistentRead: true },
    )) {
      found.push(...Items);
    }
    return found;
  };
  const withText = async (text: string) => JSON.stringify(await items()).split(text).length - 1;

  it('deletes messages that are past, and the sweep their previews: no text is left', async () => {
    const group = groupOf(ada, ben);
    await ada.send({ recipientUuid: ben.uuid, message: 'gone soon' });
    schedule.advance(DAY / 2);
    await ada.send({ messageGroupUuid: group, message: 'hides the first preview' });
    schedule.advance(DAY / 2 + 60_000);
    await expect.poll(() => withText('gone soon'), { timeout: 60_000, interval: 50 }).toBe(0);
    expect((await ada.allMessages(group)).map(({ message }) => message)).toEqual([
      'hides the first preview',
    ]);
    expect(await withText('hides the first preview')).toBe(3);
    schedule.advance(DAY / 2);
    // A part of the rows at each hour.
    for (let hour = 0; hour < sweep.segments; hour += 1) {
      schedule.advance(sweep.scheduleMinutes * 60_000);
    }
    await expect
      .poll(() => withText('hides the first preview'), { timeout: 60_000, interval: 50 })
      .toBe(0);
    expect(await items()).toHaveLength(6); // two profiles, two claims on handles, two rows
  });
});
