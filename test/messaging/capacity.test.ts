import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { conversations } from '../../local/messaging/seed/conversations.js';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
let meter: CapacityMeter;
let ada: Person;
let ben: Person;
let group: string;

beforeAll(async () => {
  meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(messaging.host.table.wire);
  ada = await messaging.newPerson('Ada');
  ben = await messaging.newPerson('Ben');
  group = groupOf(ada, ben);
  await ada.send({ recipientUuid: ben.uuid, message: ordinary });
  await ben.accept(ada);
});

/** 200 bytes, the message size of the reference figures. */
const ordinary = 'o'.repeat(200);

/** The requests that the API sends to DynamoDB during `run`, and the units that AWS would charge. */
async function cost(work: () => Promise<unknown>) {
  meter.take();
  await work();
  const requests = meter.take();
  return { ...totalOf(requests), operations: requests.map(({ operation }) => operation) };
}

const send = (message: string, more: object = {}) =>
  cost(() => ada.send({ messageGroupUuid: group, message, ...more }));

describe('A message into an existing conversation', () => {
  it('is one transaction, at most 10 write units, and no read', async () => {
    expect(await send(ordinary)).toEqual({
      requests: 1,
      operations: ['TransactWriteItems'],
      writeUnits: 10,
      readUnits: 0,
    });
  });

  it('with a clientToken: at most 12', async () => {
    const { requests, writeUnits, readUnits } = await send(ordinary, { clientToken: 'a' });
    expect({ requests, readUnits }).toEqual({ requests: 1, readUnits: 0 });
    expect(writeUnits).toBeLessThanOrEqual(12);
  });

  it('of 1,024 letters: at most 12; of 1,024 four-byte characters: at most 18', async () => {
    expect((await send('x'.repeat(1024))).writeUnits).toBeLessThanOrEqual(12);
    // The previous message has the largest preview, too, because both item images count.
    await send('🏔'.repeat(1024));
    expect((await send('🏔'.repeat(1024))).writeUnits).toBeLessThanOrEqual(18);
    expect((await send('short after long')).writeUnits).toBeLessThanOrEqual(10);
  });

  it('that is repeated reads the stored message once and writes nothing', async () => {
    await send('once', { clientToken: 'replayed' });
    const { operations } = await send('once', { clientToken: 'replayed' });
    expect(operations).toEqual(['TransactWriteItems', 'GetItem']);
  });
});

describe('The first message to a person', () => {
  it('is one read of three items and one transaction, at most 10 write and 1.5 read units', async () => {
    const cy = await messaging.newPerson('Cy');
    const first = await cost(() => ada.send({ recipientUuid: cy.uuid, message: ordinary }));
    expect(first.operations).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(first.writeUnits).toBeLessThanOrEqual(10);
    expect(first.readUnits).toBeLessThanOrEqual(1.5);
  });

  it('by handle reads one item more: at most 2.0 read units; with a clientToken 12 write units', async () => {
    const cy = await messaging.newPerson('Cy');
    const first = await cost(() =>
      ada.send({ recipientHandle: cy.handle, message: ordinary, clientToken: 't' }),
    );
    expect(first.operations).toEqual(['GetItem', 'BatchGetItem', 'TransactWriteItems']);
    expect(first.writeUnits).toBeLessThanOrEqual(12);
    expect(first.readUnits).toBeLessThanOrEqual(2);
  });

  it('costs the same on a later day, and where the two have a conversation already', async () => {
    const again = await cost(() => ada.send({ recipientUuid: ben.uuid, message: ordinary }));
    expect(again.operations).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(again.writeUnits).toBeLessThanOrEqual(10);
    expect(again.readUnits).toBeLessThanOrEqual(1.5);
  });
});

describe('A refused message', () => {
  it.each([
    ['blank', { message: ' ' }],
    ['too long', { message: 'x'.repeat(1025) }],
    ['to nobody', { message: 'x', messageGroupUuid: undefined }],
    ['with a bad token', { message: 'x', clientToken: '#' }],
  ])('%s costs nothing', async (_, input) => {
    const { requests } = await cost(() =>
      ada.send({ messageGroupUuid: group, ...input }).catch(() => undefined),
    );
    expect(requests).toBe(0);
  });
});

describe('Marking as read', () => {
  it('up to the newest message is one request and 2 write units', async () => {
    const sent = await ada.send({ messageGroupUuid: group, message: 'read me' });
    const { operations, writeUnits, readUnits } = await cost(() => ben.mark(group, sent.uuid));
    expect({ operations, writeUnits, readUnits }).toEqual({
      operations: ['UpdateItem'],
      writeUnits: 2,
      readUnits: 0,
    });
  });
});

describe('A change of a person’s own row', () => {
  // Each starts from an accepted conversation in the inbox, whose newest message is `seen`.
  const conversation = async () => {
    const [me, other] = [await messaging.newPerson('Mia'), await messaging.newPerson('Oz')];
    await other.send({ recipientUuid: me.uuid, message: ordinary });
    const { uuid: seen } = await me.send({ recipientUuid: other.uuid, message: ordinary });
    return { me, other, uuid: groupOf(me, other), seen };
  };
  const ledger = async (work: () => Promise<unknown>) => {
    const { operations, writeUnits, readUnits } = await cost(work);
    return { operations, writeUnits, readUnits };
  };

  it('to the archive is one update of 3 write units: the row, and its move in the index', async () => {
    const { me, uuid, seen } = await conversation();
    expect(await ledger(() => me.updateGroup({ uuid, folder: 'ARCHIVE', seen }))).toEqual({
      operations: ['UpdateItem'],
      writeUnits: 3,
      readUnits: 0,
    });
  });

  it('to muted is one update of 2 write units: the row, and its entry in place', async () => {
    const { me, uuid } = await conversation();
    expect(await ledger(() => me.updateGroup({ uuid, muted: true }))).toEqual({
      operations: ['UpdateItem'],
      writeUnits: 2,
      readUnits: 0,
    });
  });

  it('to cleared is one update of 2 write units: the row, and the end of its entry', async () => {
    const { me, uuid, seen } = await conversation();
    expect(await ledger(() => me.updateGroup({ uuid, clearedUpTo: seen }))).toEqual({
      operations: ['UpdateItem'],
      writeUnits: 2,
      readUnits: 0,
    });
  });

  it('by a block reads a profile and writes one transaction of 6 units, and the row to answer with', async () => {
    const { me, other } = await conversation();
    expect(await ledger(() => me.block(other))).toEqual({
      operations: ['GetItem', 'TransactWriteItems', 'GetItem'],
      writeUnits: 6,
      readUnits: 1.5,
    });
  });

  it('by the end of a block costs the same, less the profile', async () => {
    const { me, other } = await conversation();
    await me.block(other);
    expect(await ledger(() => me.unblock(other))).toEqual({
      operations: ['TransactWriteItems', 'GetItem'],
      writeUnits: 6,
      readUnits: 1,
    });
  });
});

describe('The settings of a person', () => {
  it('are read with one strongly consistent GetItem', async () => {
    const me = await messaging.newPerson('Mia');
    const read = await cost(() => me.ask(operations.mySettings));
    expect([read.operations, read.readUnits]).toEqual([['GetItem'], 1]);
  });
});

describe('Every page of 20 of the seeded conversation', () => {
  it('is one Query of at most 1.0 read unit', async () => {
    const longest = conversations().reduce((a, b) => (b.lines.length > a.lines.length ? b : a));
    expect(longest.lines.length).toBeGreaterThanOrEqual(104);
    const [mira, jonas] = [await messaging.newPerson('Mira'), await messaging.newPerson('Jonas')];
    const seeded = groupOf(mira, jonas);
    for (const [i, { speaker, message }] of longest.lines.entries()) {
      const [me, other] = speaker === longest.people[0] ? [mira, jonas] : [jonas, mira];
      await me.send(
        i === 0 ? { recipientUuid: other.uuid, message } : { messageGroupUuid: seeded, message },
      );
    }
    let nextToken: string | null | undefined;
    let seen = 0;
    do {
      const { requests, readUnits, operations } = await cost(async () => {
        const page = await mira.messages(seeded, 20, nextToken);
        nextToken = page.nextToken;
        seen += page.items.length;
      });
      expect({ requests, operations }).toEqual({ requests: 1, operations: ['Query'] });
      expect(readUnits).toBeLessThanOrEqual(1);
    } while (nextToken);
    expect(seen).toBe(longest.lines.length);
  });
});

describe('A page of 20 conversations', () => {
  it('is one Query of at most 1.0 read unit, with full previews', async () => {
    const hub = await messaging.newPerson('Hub');
    // Rows as sends write them, for people with names of ordinary length.
    for (let i = 0; i < 20; i += 1) {
      const other = crypto.randomUUID();
      const uuid = `01JZZZZZZZZZZZZZZZZZZZZZ${String(i).padStart(2, '0')}`;
      await messaging.dynamodb.client.send(
        new PutItemCommand({
          TableName: messaging.dynamodb.tableName,
          Item: {
            pk: { S: `GRP#${hub.uuid}` },
            sk: { S: groupOf(hub, { uuid: other }) },
            otherUserDisplayName: { S: 'Somebody Ordinary' },
            otherUserHandle: { S: `ordinary_${i}` },
            folder: { S: hub.uuid },
            home: { S: hub.uuid },
            lastMessage: { S: `${'p'.repeat(97)}…` },
            lastMessageMine: { BOOL: false },
            lastMessageUuid: { S: uuid },
            muted: { BOOL: true },
            received: { N: '3' },
            clearedUpTo: { S: uuid },
            unreadCount: { N: '3' },
            readUpTo: { S: uuid },
          },
        }),
      );
    }
    const { requests, readUnits } = await cost(async () => {
      expect((await hub.messageGroups(20)).items).toHaveLength(20);
    });
    expect(requests).toBe(1);
    expect(readUnits).toBeLessThanOrEqual(1);
  });
});
