import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { limits } from '../../resolvers/limits.js';
import { changeHeadKey, changeKey, messageKey } from '../../resolvers/lib/keys.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';

const DAY = 24 * 60 * 60_000;
/** How far the resolvers' clock is ahead of the machine's. */
let ahead = 0;
const messaging = useMessaging({ resolverClock: () => Date.now() + ahead });

async function changed(reactions = 3) {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  const second = await ben.send({ messageGroupUuid: group, message: 'second' });
  const changes: string[] = [];
  for (let at = 0; at < reactions; at += 1) {
    const emoji = ['👍', '😂', '❤️'][at % 3]!;
    changes.push((await ada.react(at % 2 ? second : first, emoji)).changeUuid!);
  }
  return { ada, ben, group, first, second, changes };
}

const keyOf = ({ pk, sk }: { pk: string; sk: string }) => ({ pk: { S: pk }, sk: { S: sk } });

/** Takes a change out of the log, as while its transaction is being committed. Answers with it. */
async function hide(group: string, change: string) {
  const { client, tableName } = messaging.dynamodb;
  const { Attributes } = await client.send(
    new DeleteItemCommand({
      TableName: tableName,
      Key: keyOf(changeKey(group, change)),
      ReturnValues: 'ALL_OLD',
    }),
  );
  return {
    show: () => client.send(new PutItemCommand({ TableName: tableName, Item: Attributes })),
  };
}

const uuids = async (person: Person, group: string, after?: string | null, limit?: number) => {
  const { items, ...rest } = await person.changesAfter(group, after, limit);
  return { items: items.map(({ uuid }) => uuid), ...rest };
};

describe('changesAfter', () => {
  it('of a conversation without changes is empty', async () => {
    const { ada, group } = await changed(0);
    expect(await ada.changesAfter(group)).toEqual({ items: [], upTo: null, hasMore: false });
  });

  it('answers with each changed message once, as it is now, in the order of its last change', async () => {
    const { ben, group, first, second, changes } = await changed();
    const { items, upTo, hasMore } = await ben.changesAfter(group);
    expect(items.map(({ uuid }) => uuid)).toEqual([second.uuid, first.uuid]);
    expect(items[1]).toEqual(await ben.message(group, first.uuid));
    expect({ upTo, hasMore }).toEqual({ upTo: changes[2], hasMore: false });
    expect(await ben.changesAfter(group, upTo)).toEqual({ items: [], upTo, hasMore: false });
  });

  it('goes on page by page, to a hundred changes a page', async () => {
    const { ben, group, first, second, changes } = await changed(103);
    expect(await uuids(ben, group, null, 2)).toEqual({
      items: [first.uuid, second.uuid],
      upTo: changes[1],
      hasMore: true,
    });
    expect(await uuids(ben, group, null, 100)).toMatchObject({ upTo: changes[99], hasMore: true });
    expect(await uuids(ben, group, changes[99], 100)).toMatchObject({
      upTo: changes[102],
      hasMore: false,
    });
    for (const limit of [0, 101]) {
      await expect(ben.changesAfter(group, null, limit)).rejects.toThrow('InvalidLimit');
    }
  });

  it('has a hundred different messages in one page', async () => {
    const { ada, ben, group } = await changed(0);
    for (let at = 0; at < 100; at += 1) {
      await ada.unsend(await ada.send({ messageGroupUuid: group, message: `${at}` }));
    }
    const { items, hasMore } = await ben.changesAfter(group, null, 100);
    expect(new Set(items.map(({ uuid }) => uuid)).size).toBe(100);
    expect(hasMore).toBe(false);
  });

  it('ends before a change that is not to be seen yet, and goes on when it is', async () => {
    const { ben, group, first, second, changes } = await changed();
    for (const at of [0, 1, 2]) {
      const hidden = await hide(group, changes[at]!);
      const before = at === 0 ? null : changes[at - 1]!;
      const page = await uuids(ben, group);
      expect(page).toMatchObject({ upTo: before, hasMore: true });
      expect(page.items).toHaveLength(at);
      expect(await uuids(ben, group, before)).toEqual({ items: [], upTo: before, hasMore: true });
      await hidden.show();
    }
    expect(await uuids(ben, group)).toMatchObject({ items: [second.uuid, first.uuid] });
  });

  it('ends before a change that its message does not show yet', async () => {
    const { ben, group, first, second, changes } = await changed();
    const { client, tableName } = messaging.dynamodb;
    const { changeUuid: now } = (await ben.message(group, second.uuid))!;
    expect(now).toBe(changes[1]);
    // The message as it was before its change: the rest of the transaction is seen already.
    const setChange = (changeUuid: string | undefined) =>
      client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: keyOf(messageKey(group, second.uuid)),
          ...(changeUuid === undefined
            ? { UpdateExpression: 'REMOVE changeUuid' }
            : {
                UpdateExpression: 'SET changeUuid = :change',
                ExpressionAttributeValues: { ':change': { S: changeUuid } },
              }),
        }),
      );
    await setChange(undefined);
    expect(await uuids(ben, group)).toEqual({
      items: [first.uuid],
      upTo: changes[0],
      hasMore: true,
    });
    expect(await uuids(ben, group, changes[0])).toEqual({
      items: [],
      upTo: changes[0],
      hasMore: true,
    });
    await setChange(changes[1]);
    expect(await uuids(ben, group, changes[0])).toEqual({
      items: [second.uuid, first.uuid],
      upTo: changes[2],
      hasMore: false,
    });
  });

  it('says ChangesExpired where a change that comes next is no longer kept', async () => {
    const { ben, group, changes } = await changed();
    await hide(group, changes[0]!);
    await hide(group, changes[1]!);
    ahead = (limits.changes.retentionDays + 1) * DAY;
    await expect(ben.changesAfter(group)).rejects.toThrow('ChangesExpired');
    await expect(ben.changesAfter(group, changes[0])).rejects.toThrow('ChangesExpired');
    // Who has seen them all goes on, however long ago that was.
    expect(await uuids(ben, group, changes[1])).toMatchObject({ hasMore: false });
    await hide(group, changes[2]!);
    await expect(ben.changesAfter(group, changes[1])).rejects.toThrow('ChangesExpired');
    expect(await uuids(ben, group, changes[2])).toEqual({
      items: [],
      upTo: changes[2],
      hasMore: false,
    });
    ahead = 0;
  });

  it('says ChangesExpired for a change of another conversation', async () => {
    const { ben, group } = await changed();
    const { changes } = await changed();
    const between = await ben.changesAfter(group);
    await ben.react((await ben.allMessages(group))[0]!, '👍');
    await expect(ben.changesAfter(group, changes[0])).rejects.toThrow('ChangesExpired');
    expect(between.hasMore).toBe(false);
  });

  it('is for members alone, and takes ids alone', async () => {
    const { ada, group } = await changed();
    const cy = await messaging.newPerson('Cy');
    await expect(cy.changesAfter(group)).rejects.toThrow('Forbidden');
    await expect(ada.changesAfter(group, 'HEAD')).rejects.toThrow('InvalidId');
    await expect(ada.changesAfter('x')).rejects.toThrow('InvalidId');
  });

  it('keeps each change for 90 days, and the head for good', async () => {
    const { group, changes } = await changed(1);
    const { client, tableName } = messaging.dynamodb;
    const read = async (key: { pk: string; sk: string }) => {
      const command = new GetItemCommand({ TableName: tableName, Key: keyOf(key) });
      return (await client.send(command)).Item!;
    };
    const { expiresAt } = await read(changeKey(group, changes[0]!));
    const days = (Number(expiresAt!.N) * 1_000 - Date.now()) / DAY;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
    expect(await read(changeHeadKey(group))).not.toHaveProperty('expiresAt');
  });
});
