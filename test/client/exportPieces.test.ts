import { describe, expect, it } from 'vitest';
import { exportSchema } from '../support/exportSchema';
import { useMessaging } from '../support/messaging';
import { groupOf, type Person } from '../support/person';
import { report } from '../support/reports';
import { exported, held, piecesOf, within, type Before, type Exported } from './support/exported';
import { networkError } from './support/client';

const messaging = useMessaging();
const people = (count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => messaging.newPerson()));

/** What Amplify rejects with when the API is busy. */
const busy = { errors: [{ errorType: 'Unavailable', message: 'Try again' }] };

/** Texts of a conversation in a file. */
const textsWith = (file: Exported, group: string) =>
  file.messageGroups.find(({ uuid }) => uuid === group)!.messages.map(({ message }) => message);

describe('The export of a person', () => {
  it('has profile, settings, reports, and each conversation of each folder with its messages', async () => {
    const [ada, ben, carla, dan, eve] = (await people(5)) as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    const bad = await ben.send({ recipientUuid: ada.uuid, message: 'hello Ada' });
    await ada.accept(ben);
    await ada.send({
      recipientUuid: ben.uuid,
      message: 'hello "Ben" \\ 👋🏽',
      replyToUuid: bad.uuid,
    });
    await ada.react(bad, '👍');
    await carla.send({ recipientUuid: ada.uuid, message: 'a request' });
    await ada.send({ recipientUuid: dan.uuid, message: 'put away' });
    const { lastMessageUuid } = (await ada.messageGroup(groupOf(ada, dan)))!;
    await ada.updateGroup({ uuid: groupOf(ada, dan), folder: 'ARCHIVE', seen: lastMessageUuid });
    await ada.block(eve); // without a conversation
    await ada.updateSettings({ isDiscoverable: false });
    await report(ada, { messageGroupUuid: bad.messageGroupUuid, uuid: bad.uuid });

    const file = await exported(ada);
    expect(within(file)).toEqual(await held(ada));
    expect(file.messageGroups.map(({ uuid, folder }) => [uuid, folder])).toEqual([
      [groupOf(ada, ben), 'INBOX'],
      [groupOf(ada, carla), 'REQUESTS'],
      [groupOf(ada, dan), 'ARCHIVE'],
      [groupOf(ada, eve), 'BLOCKED'],
    ]);
    expect(textsWith(file, groupOf(ada, ben))).toEqual(['hello Ada', 'hello "Ben" \\ 👋🏽']);
    expect(file.messageGroups.filter(({ blocked }) => blocked)).toHaveLength(1);
    expect(file.mySettings).toMatchObject({ isDiscoverable: false });
    expect(file.myReports).toHaveLength(1);
  });

  it('is empty lists for a person who has not written', async () => {
    const [ada] = (await people(1)) as [Person];
    const file = await exported(ada);
    expect(file).toMatchObject({ version: 1, messageGroups: [], myReports: [] });
    expect(file.me).toMatchObject({ uuid: ada.uuid, handle: ada.handle });
  });

  it('leaves out what the person has cleared, and a conversation with nothing else', async () => {
    const [ada, ben, carla] = (await people(3)) as [Person, Person, Person];
    for (const other of [ben, carla]) {
      const { uuid } = await ada.send({ recipientUuid: other.uuid, message: 'cleared' });
      await ada.updateGroup({ uuid: groupOf(ada, other), clearedUpTo: uuid });
    }
    await ada.send({ recipientUuid: carla.uuid, message: 'new' });
    const file = await exported(ada);
    expect(file.messageGroups.map(({ uuid }) => uuid)).toEqual([groupOf(ada, carla)]);
    expect(textsWith(file, groupOf(ada, carla))).toEqual(['new']);
  });

  it('leaves out a conversation that is cleared after it was listed', async () => {
    const [ada, ben] = (await people(2)) as [Person, Person];
    const { uuid } = await ada.send({ recipientUuid: ben.uuid, message: 'cleared' });
    const before: Before = async (operation) => {
      if (operation !== 'MessageGroup') return;
      await ada.updateGroup({ uuid: groupOf(ada, ben), clearedUpTo: uuid });
    };
    expect((await exported(ada, { before })).messageGroups).toEqual([]);
  });

  it('has each message once and in order, whatever is sent and changed meanwhile', async () => {
    const [ada, ben] = (await people(2)) as [Person, Person];
    const group = groupOf(ada, ben);
    const sent = await ada.send({ recipientUuid: ben.uuid, message: 'message 0' });
    await ben.accept(ada);
    for (let at = 1; at < 12; at += 1)
      await (at % 2 ? ben : ada).send({ messageGroupUuid: group, message: `message ${at}` });
    const before = await ada.allMessages(group);
    let pages = 0;
    const meanwhile: Before = async (operation) => {
      if (operation !== 'MessagesAfter' || (pages += 1) > 4) return;
      await ben.send({ messageGroupUuid: group, message: `meanwhile ${pages}` });
      await ben.react(before.at(-1 - pages)!, '❤️');
      if (pages === 2) await ada.unsend(sent);
      if (pages === 3) await ada.unsend(before.at(-11)!);
    };
    const file = await exported(ada, { before: meanwhile, pageSize: 3 });
    const uuids = file.messageGroups[0]!.messages.map(({ uuid }) => uuid);
    expect(pages).toBeGreaterThan(4);
    expect(uuids).toEqual((await ada.allMessages(group)).map(({ uuid }) => uuid).reverse());
  });

  it('misses no conversation that comes to the top, or into another list, while the lists are read', async () => {
    const [ada, ...others] = (await people(5)) as [Person, ...Person[]];
    for (const other of others) {
      const message = { recipientUuid: other.uuid, message: 'first' };
      const { uuid } = await ada.send(message);
      // In the archive until the other person writes.
      const group = groupOf(ada, other);
      if (other === others[3])
        await ada.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: uuid });
    }
    // Of the inbox, one conversation a page: the oldest one comes to the top behind the reader's back.
    const rising = [others[0]!, others[3]!];
    const meanwhile: Before = async (operation, { nextToken }) => {
      if (operation !== 'MessageGroups' || !nextToken) return;
      const other = rising.shift();
      await other?.send({ messageGroupUuid: groupOf(ada, other), message: 'again' });
    };
    const file = await exported(ada, { before: meanwhile, pageSize: 1 });
    expect(rising).toEqual([]);
    expect(file.messageGroups.map(({ uuid }) => uuid).sort()).toEqual(
      others.map((other) => groupOf(ada, other)).sort(),
    );
  });

  it('goes on after each error that may pass, and tells that it waits', async () => {
    const [ada, ben] = (await people(2)) as [Person, Person];
    await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
    const waited: boolean[] = [];
    const failures = [networkError, busy, networkError];
    const before: Before = (operation) => {
      if (operation === 'MessagesAfter' && failures.length > 0) throw failures.shift();
    };
    const onWaiting = (isWaiting: boolean): void => void waited.push(isWaiting);
    expect(within(await exported(ada, { before, onWaiting }))).toEqual(await held(ada));
    expect(waited).toEqual([true, true, true, false]);
  });

  it('ends with an error that no further try can mend', async () => {
    const [ada] = (await people(1)) as [Person];
    const before: Before = (operation) => {
      if (operation === 'MyReports')
        throw { errors: [{ errorType: 'InvalidNextToken', message: 'No' }] };
    };
    await expect(exported(ada, { before })).rejects.toMatchObject({ type: 'InvalidNextToken' });
  });

  it('ends where another person is signed in by now, also at its end', async () => {
    const [ada, ben] = (await people(2)) as [Person, Person];
    await expect(exported(ben, { userUuid: ada.uuid })).rejects.toMatchObject({
      type: 'SignedOut',
    });
    let client = ada;
    const before: Before = (operation) => void (operation === 'MyReports' && (client = ben));
    const asWhoeverIsSignedIn = Object.create(ada, {
      ask: { value: (...args: Parameters<Person['ask']>) => client.ask(...args) },
    }) as Person;
    await expect(exported(asWhoeverIsSignedIn, { before })).rejects.toMatchObject({
      type: 'SignedOut',
    });
  });

  it('that is cancelled ends at once, also while no answer comes, and while it waits', async () => {
    const [ada] = (await people(1)) as [Person];
    const never = new Promise<never>(() => undefined);
    for (const options of [
      { before: () => never },
      {
        before: () => {
          throw networkError;
        },
        pause: () => never,
      },
    ]) {
      const controller = new AbortController();
      const piece = piecesOf(ada, { ...options, signal: controller.signal }).next();
      controller.abort(new Error('cancelled'));
      await expect(piece).rejects.toThrow('cancelled');
    }
  });

  it('tells how far it is: conversations and messages', async () => {
    const [ada, ...others] = (await people(3)) as [Person, ...Person[]];
    for (const { uuid } of others)
      for (const message of ['one', 'two']) await ada.send({ recipientUuid: uuid, message });
    const seen: unknown[] = [];
    await exported(ada, { onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ done: 0, total: undefined, messages: 0 });
    expect(seen.at(-1)).toEqual({ done: 2, total: 2, messages: 4 });
  });
});

describe('The schema of the file', () => {
  it('refuses a file with a field missing, one too many, or of another type', async () => {
    const [ada, ben] = (await people(2)) as [Person, Person];
    await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
    const file = JSON.stringify(await exported(ada));
    for (const [from, to] of [
      ['"version":1,', ''],
      ['"version":1,', '"version":1,"more":1,'],
      ['"message":"hello"', '"message":5'],
      ['"folder":"INBOX"', '"folder":"ELSEWHERE"'],
    ] as const) {
      expect(file).toContain(from);
      expect(() => exportSchema(JSON.parse(file.replace(from, to)))).toThrow();
    }
  });
});
