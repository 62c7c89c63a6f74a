import { paginateScan } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../lib/commandLine.js';
import { expireCommand, expireOld } from '../../scripts/expireOld.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

const messaging = useMessaging();
const DAY = 86_400; // seconds

async function items() {
  const { client, tableName: TableName } = messaging.dynamodb;
  const found = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) found.push(...Items);
  return found.sort((a, b) => (a.pk!.S! + a.sk!.S! < b.pk!.S! + b.sk!.S! ? -1 : 1));
}

describe('npm run expire-old', () => {
  it('gives each message without a time its own, and changes nothing else, however often it runs', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'one', clientToken: 't' });
    await ben.accept(ada);
    await ben.send({ messageGroupUuid: groupOf(ada, ben), message: 'two' });
    await ben.react(first, '🍰');
    const before = await items();
    const { client, tableName: table } = messaging.dynamodb;
    await expireOld(client, { table, days: 30 }, () => {});
    const after = await items();
    const messages = before.filter(({ pk }) => pk!.S!.startsWith('MSG#'));
    expect(messages).toHaveLength(2);
    expect(after).toEqual(
      before.map((item) => {
        if (!messages.includes(item)) return item;
        const at = messages.indexOf(item) === 0 ? first.createdAt : undefined;
        const expiresAt = at
          ? { N: String(Math.ceil(Date.parse(at) / 1_000) + 30 * DAY) }
          : (expect.anything() as unknown);
        return { ...item, expiresAt };
      }),
    );
    const counts: number[] = [];
    await expireOld(client, { table, days: 7 }, (count) => counts.push(count));
    expect(counts.at(-1)).toBe(0);
    expect(await items()).toEqual(after);
  });

  it.each([
    [['--days', '30'], '--table'],
    [['--table', 't'], '--days'],
    [['--table', 't', '--days', '0'], '--days'],
    [['--table', 't', '--days', '1.5'], '--days'],
    [['--table', 't', '--days', '30', '--all'], '--all'],
  ])('refuses %j', (args, named) => {
    expect(() => expireCommand(args)).toThrow(UsageError);
    expect(() => expireCommand(args)).toThrow(named);
  });

  it('takes table, days and region', () => {
    expect(expireCommand(['--table', 't', '--days', '30'])).toEqual({
      table: 't',
      days: 30,
      region: 'us-east-1',
    });
  });
});
