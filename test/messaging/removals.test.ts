import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';
import { decide, removeReported, report, reportCase } from '../support/reports.js';

const messaging = useMessaging();
let mod: Person;
beforeAll(async () => {
  mod = await messaging.newModerator();
});

async function reported() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const messageGroupUuid = groupOf(ada, ben);
  const bad = await ben.send({ recipientUuid: ada.uuid, message: 'bad' });
  await ada.accept(ben);
  const { uuid } = await report(ada, { messageGroupUuid, uuid: bad.uuid });
  return { ada, ben, bad, group: messageGroupUuid, reportUuid: uuid };
}

const remove = (person: Person, input: { reportUuid: string; statement?: string }) =>
  removeReported(person, { statement: 'Threats.', ...input });

describe('removeReportedMessage', () => {
  it('removes the message for both, off the previews and the count, and decides the report', async () => {
    const { ada, ben, bad, group, reportUuid } = await reported();
    const removed = await remove(mod, { reportUuid });
    expect(removed).toMatchObject({ uuid: bad.uuid, message: null, deletedBy: 'MODERATOR' });
    for (const person of [ada, ben]) {
      expect(await person.message(group, bad.uuid)).toEqual(removed);
      expect(await person.messageGroup(group)).toMatchObject({ lastMessage: null, unreadCount: 0 });
      expect((await person.changesAfter(group)).items).toEqual([removed]);
    }
    const { items } = (
      await ada.get<{ myReports: { items: object[] } }>(
        '{ myReports { items { uuid state decision statement } } }',
      )
    ).myReports;
    expect(items).toEqual([
      { uuid: reportUuid, state: 'DECIDED', decision: 'REMOVE_MESSAGE', statement: 'Threats.' },
    ]);
    // The evidence stays, for an objection.
    expect(await reportCase(mod, reportUuid)).toMatchObject({ messages: [{ message: 'bad' }] });
  });

  it('is pushed to both people, whole', async () => {
    const { ada, ben, reportUuid } = await reported();
    const sockets = await Promise.all(
      [ada, ben, mod].map(async ({ accessToken: token }) => {
        const socket = await connect({ url: `${messaging.host.url}/graphql`, token });
        await socket.init();
        await socket.subscribe({ query: operations.onUpdateMessage });
        return socket;
      }),
    );
    const removed = await remove(mod, { reportUuid });
    for (const [at, socket] of sockets.entries()) {
      await socket.settled();
      expect(socket.unread.map(({ payload }) => payload)).toEqual(
        at < 2 ? [{ data: { onUpdateMessage: removed } }] : [],
      );
      await socket.close();
    }
  });

  it('is for moderators alone, and for reports of and about others', async () => {
    const { ada, ben, bad, group, reportUuid } = await reported();
    for (const person of [ada, ben]) {
      const answer = await person.ask(operations.removeReportedMessage, {
        input: { reportUuid, statement: 'x' },
      });
      expect(answer.errors?.[0]?.errorType).toBe('Unauthorized');
    }
    const other = await messaging.newModerator();
    const own = await other.send({ recipientUuid: ada.uuid, message: 'hi' });
    await ada.accept(other);
    const about = await report(ada, { messageGroupUuid: groupOf(ada, other), uuid: own.uuid });
    await expect(remove(other, { reportUuid: about.uuid })).rejects.toThrow('ReportNotFound');
    const theirs = await ada.send({ messageGroupUuid: groupOf(ada, other), message: 'yo' });
    const by = await report(other, { messageGroupUuid: groupOf(ada, other), uuid: theirs.uuid });
    await expect(remove(other, { reportUuid: by.uuid })).rejects.toThrow('Forbidden');
    expect(await ada.message(group, bad.uuid)).toMatchObject({ message: 'bad' });
  });

  it('needs a report, a statement, the complete selection, and a message that is there', async () => {
    const { ben, bad, reportUuid } = await reported();
    const never = reportUuid.replace(/^[0-9a-f]/u, (digit) => (digit === '0' ? '1' : '0'));
    await expect(remove(mod, { reportUuid: never })).rejects.toThrow('ReportNotFound');
    await expect(remove(mod, { reportUuid: 'x' })).rejects.toThrow('InvalidId');
    await expect(remove(mod, { reportUuid, statement: ' ' })).rejects.toThrow('InvalidDecision');
    const short = operations.removeReportedMessage.replace('deletedBy', '');
    expect(await mod.errorOf(short, { input: { reportUuid, statement: 'x' } })).toBe(
      'IncompleteSelection',
    );
    await ben.unsend(bad);
    await expect(remove(mod, { reportUuid })).rejects.toThrow('MessageDeleted');
    expect(await reportCase(mod, reportUuid)).toMatchObject({ state: 'OPEN', decisions: [] });
  });

  it('and another decision at the same time: one of the two is made', async () => {
    const { ada, bad, group, reportUuid } = await reported();
    const other = await messaging.newModerator();
    const [removed, dismissed] = await Promise.allSettled([
      remove(mod, { reportUuid }),
      decide(other, { uuid: reportUuid, decision: 'DISMISS' }),
    ]);
    const { decisions } = (await reportCase(mod, reportUuid))!;
    const kinds = [removed, dismissed].map(({ status }) => status);
    expect(decisions).toHaveLength(kinds.filter((kind) => kind === 'fulfilled').length);
    expect(await ada.message(group, bad.uuid)).toMatchObject({
      message: removed.status === 'fulfilled' ? null : 'bad',
    });
  });

  it('is not what decideReport takes', async () => {
    const { reportUuid } = await reported();
    await expect(decide(mod, { uuid: reportUuid, decision: 'REMOVE_MESSAGE' })).rejects.toThrow(
      'InvalidDecision',
    );
  });
});

describe('A tombstone', () => {
  it('can be reported: its text is gone, and what is around it is kept where that is agreed', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const messageGroupUuid = groupOf(ada, ben);
    const bad = await ben.send({ recipientUuid: ada.uuid, message: 'bad' });
    const other = await ben.send({ messageGroupUuid, message: 'and this' });
    await ben.unsend(bad);
    const { uuid } = await report(ada, { messageGroupUuid, uuid: bad.uuid, context: true });
    expect((await reportCase(mod, uuid))!.messages).toMatchObject([
      { uuid: bad.uuid, message: null, isCut: false },
      { uuid: other.uuid, message: 'and this' },
    ]);
  });
});
