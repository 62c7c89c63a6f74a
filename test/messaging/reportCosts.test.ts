import { beforeAll, describe, expect, it } from 'vitest';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';
import {
  decide,
  myReports,
  report,
  reportOperations,
  reports,
  removeReported,
} from '../support/reports.js';

const messaging = useMessaging();
let meter: CapacityMeter;
let ada: Person;
let ben: Person;
let mod: Person;
let messageGroupUuid: string;
const sent: string[] = [];
const UNTIL = new Date(Date.now() + 7 * 86_400_000).toISOString();

beforeAll(async () => {
  meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(messaging.host.table.wire);
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
  mod = await messaging.newModerator();
  messageGroupUuid = groupOf(ada, ben);
  sent.push((await ben.send({ recipientUuid: ada.uuid, message: 'o'.repeat(200) })).uuid);
  await ada.send({ messageGroupUuid, message: 'o'.repeat(200) });
  for (let i = 0; i < 12; i += 1) {
    sent.push((await ben.send({ messageGroupUuid, message: 'o'.repeat(200) })).uuid);
  }
});

async function cost(work: () => Promise<unknown>) {
  meter.take();
  await work();
  const requests = meter.take();
  const { writeUnits, readUnits } = totalOf(requests);
  return { operations: requests.map(({ operation }) => operation), writeUnits, readUnits };
}

describe('The ledger of reports', () => {
  it('a report without context: one Query, one transaction; 7 write units', async () => {
    expect(await cost(() => report(ada, { messageGroupUuid, uuid: sent[0]! }))).toEqual({
      operations: ['Query', 'TransactWriteItems'],
      writeUnits: 7,
      readUnits: 1,
    });
  });

  it('a report with context of ordinary messages: two Queries, one transaction; at most 13 write units', async () => {
    const { operations, writeUnits, readUnits } = await cost(() =>
      report(ada, { messageGroupUuid, uuid: sent[6]!, context: true }),
    );
    expect(operations).toEqual(['Query', 'Query', 'TransactWriteItems']);
    expect(writeUnits).toBeLessThanOrEqual(13);
    expect(readUnits).toBe(2);
  });

  it('one’s own reports: one Query', async () => {
    expect(await cost(() => myReports(ada))).toEqual({
      operations: ['Query'],
      writeUnits: 0,
      readUnits: 0.5,
    });
  });

  it('a page of the queue: one Query of the index, one read unit for each case', async () => {
    const { operations, readUnits } = await cost(() => reports(mod, 'OPEN'));
    expect(operations).toEqual(['Query', 'BatchGetItem']);
    expect(readUnits).toBe(0.5 + 2);
  });

  it('one report with its evidence: three GetItem', async () => {
    const uuid = `${ada.uuid}_${sent[0]}_${ben.uuid}`;
    expect((await cost(() => mod.ask(reportOperations.report, { uuid }))).operations).toEqual([
      'GetItem',
      'GetItem',
      'GetItem',
    ]);
  });

  it('a decision: one GetItem, one transaction; a suspension has two items more', async () => {
    const [first, second] = [sent[0]!, sent[6]!].map(
      (message) => `${ada.uuid}_${message}_${ben.uuid}`,
    );
    const dismissal = await cost(() => decide(mod, { uuid: first!, decision: 'DISMISS' }));
    expect(dismissal.operations).toEqual(['GetItem', 'TransactWriteItems']);
    expect(dismissal.writeUnits).toBe(2 + 2 + 2); // case, its move in the index, evidence
    const suspension = await cost(() =>
      decide(mod, { uuid: second!, decision: 'SUSPEND_SENDER', suspendedUntil: UNTIL }),
    );
    expect(suspension.operations).toEqual(['GetItem', 'TransactWriteItems']);
    expect(suspension.writeUnits).toBeLessThanOrEqual(2 + 2 + 8 + 2 + 3);
  });

  it('a removal: one read of the case, one of the message, one transaction', async () => {
    const reportUuid = (await report(ada, { messageGroupUuid, uuid: sent[8]! })).uuid;
    const removal = await cost(() => removeReported(mod, { reportUuid, statement: 'Threats.' }));
    expect(removal.operations).toEqual(['GetItem', 'BatchGetItem', 'TransactWriteItems']);
    expect(removal.readUnits).toBe(1 + 2);
    // Message, log, head; the reader's row, where it was unread; case, its move, evidence.
    expect(removal.writeUnits).toBe(2 + 2 + 2 + 3 + 2 + 2 + 2);
  });

  it('a message still is one transaction of 10 write units', async () => {
    expect(
      await cost(() => ada.send({ messageGroupUuid, message: 'o'.repeat(200) })),
    ).toMatchObject({ operations: ['TransactWriteItems'], writeUnits: 10, readUnits: 0 });
  });
});
