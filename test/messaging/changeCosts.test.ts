import { beforeAll, describe, expect, it } from 'vitest';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
let meter: CapacityMeter;
let ada: Person;
let ben: Person;
let group: string;

/** 200 bytes, the message size of the reference figures. */
const ordinary = 'o'.repeat(200);

beforeAll(async () => {
  meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(messaging.host.table.wire);
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
  group = groupOf(ada, ben);
  await ada.send({ recipientUuid: ben.uuid, message: ordinary });
  await ben.accept(ada);
});

const send = () => ada.send({ messageGroupUuid: group, message: ordinary });

/** The requests to DynamoDB during `work`, and the units that AWS would charge. */
async function cost(work: () => Promise<unknown>) {
  meter.take();
  await work();
  const requests = meter.take();
  const { writeUnits, readUnits } = totalOf(requests);
  return { operations: requests.map(({ operation }) => operation), writeUnits, readUnits };
}

const change = (writeUnits: number) => ({
  operations: ['BatchGetItem', 'TransactWriteItems'],
  writeUnits,
  readUnits: 2,
});

describe('A change is one read of four items and one transaction', () => {
  it('an edit of the newest message: 12 write units; of an older one: 6', async () => {
    const older = await send();
    const newest = await send();
    expect(await cost(() => ada.edit(newest, `x${ordinary}`))).toEqual(change(12));
    expect(await cost(() => ada.edit(older, `x${ordinary}`))).toEqual(change(6));
  });

  it('an unsent newest message: 12, read or not; an older one: 6, or 9 where it was unread', async () => {
    const read = await send();
    await ben.mark(group, read.uuid);
    expect(await cost(() => ada.unsend(read))).toEqual(change(12));
    const older = await send();
    const newest = await send();
    expect(await cost(() => ada.unsend(newest))).toEqual(change(12));
    expect(await cost(() => ada.unsend(older))).toEqual(change(9));
    const seen = await send();
    const last = await send();
    await ben.mark(group, last.uuid);
    expect(await cost(() => ada.unsend(seen))).toEqual(change(6));
  });

  it('a reaction, and taking it back: 6', async () => {
    const sent = await send();
    expect(await cost(() => ben.react(sent, '👍'))).toEqual(change(6));
    expect(await cost(() => ben.react(sent, null))).toEqual(change(6));
  });

  it('unsending twice reads and writes nothing', async () => {
    const sent = await send();
    await ada.unsend(sent);
    expect(await cost(() => ada.unsend(sent))).toEqual({
      operations: ['BatchGetItem'],
      writeUnits: 0,
      readUnits: 2,
    });
  });
});

describe('Catching up on changes', () => {
  it('with nothing new is one Query of 1.0 read unit', async () => {
    const { upTo } = await ben.changesAfter(group, null, 100);
    expect(await cost(() => ben.changesAfter(group, upTo))).toEqual({
      operations: ['Query'],
      writeUnits: 0,
      readUnits: 1,
    });
  });

  it('with changes is one Query and one read of each message: 1.0 read unit more for each', async () => {
    const { upTo } = await ben.changesAfter(group, null, 100);
    const [one, two] = [await send(), await send()];
    for (const emoji of ['👍', '😂']) await ben.react(one, emoji);
    await ben.react(two, '👍');
    expect(await cost(() => ben.changesAfter(group, upTo))).toEqual({
      operations: ['Query', 'BatchGetItem'],
      writeUnits: 0,
      readUnits: 3,
    });
  });
});

describe('What the screen shows beside messages', () => {
  it('a reply costs 2 write units more than a message', async () => {
    const replyToUuid = (await send()).uuid;
    const input = { messageGroupUuid: group, message: ordinary, replyToUuid };
    const reply = { operations: ['TransactWriteItems'], writeUnits: 12, readUnits: 0 };
    expect(await cost(() => ada.send(input))).toEqual(reply);
    expect(await cost(() => ada.send({ ...input, clientToken: 't' }))).toEqual({
      ...reply,
      writeUnits: 14,
    });
  });

  it('a read receipt costs nothing beyond the marker', async () => {
    const sent = await send();
    expect(await cost(() => ben.mark(group, sent.uuid))).toEqual({
      operations: ['UpdateItem'],
      writeUnits: 2,
      readUnits: 0,
    });
  });

  it('typing is 0.5 read units, and no write', async () => {
    expect(await cost(() => ada.type(group))).toEqual({
      operations: ['GetItem'],
      writeUnits: 0,
      readUnits: 0.5,
    });
  });

  it('one conversation is one read of both rows and the log’s head: 3.0 read units', async () => {
    expect(await cost(() => ada.messageGroup(group))).toEqual({
      operations: ['BatchGetItem'],
      writeUnits: 0,
      readUnits: 3,
    });
  });

  it('a setting is one transaction and one read; that of receipts writes a work item beside it', async () => {
    const settings = (writeUnits: number) => ({
      operations: ['TransactWriteItems', 'GetItem'],
      writeUnits,
      readUnits: 1,
    });
    expect(await cost(() => ada.updateSettings({ acceptsRequests: false }))).toEqual(settings(2));
    expect((await cost(() => ada.updateSettings({ showsReadReceipts: true }))).writeUnits).toBe(5);
  });
});

describe('Names', () => {
  it.each([
    ['display name', 7, { displayName: 'Cy Two' }],
    ['handle', 9, { handle: `cy_${Date.now()}` }],
  ])('a %s is one read and one transaction of %s write units', async (_, writeUnits, input) => {
    const cy = await messaging.newPerson('Cy');
    expect(await cost(() => cy.get(operations.updateProfile, { input }))).toEqual({
      operations: ['GetItem', 'TransactWriteItems'],
      writeUnits,
      readUnits: 1,
    });
  });

  it('a search is one Query of 0.5 read units', async () => {
    expect(await cost(() => ada.get(operations.searchUsers, { prefix: ben.handle }))).toEqual({
      operations: ['Query'],
      writeUnits: 0,
      readUnits: 0.5,
    });
  });
});
