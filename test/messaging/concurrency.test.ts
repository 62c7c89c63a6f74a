import { describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import { connect } from '../support/appsyncSocket.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { AnsweredWithErrors, groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
const STORM = cases(240_000, 1_800_000); // ms
/** Of two people who write one message after the other. */
const EACH = cases(50, 500);
const WRITERS = 20;
const EACH_OF_MANY = cases(5, 50);

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  return { ada, ben, group: groupOf(ada, ben) };
}

/**
 * Reads a conversation while others write it: fetches the messages after its last one, again
 * whenever `wrote` was called since the last fetch began.
 */
function follow(person: Person, group: string) {
  const seen: Message[] = [];
  let isMore = true;
  let reading = Promise.resolve();
  const read = async () => {
    while (isMore) {
      isMore = false;
      const page = await person.messagesAfter(group, seen.at(-1)?.uuid, 100);
      seen.push(...page.items);
      isMore ||= page.items.length > 0;
    }
  };
  const wrote = () => {
    if (isMore) return;
    isMore = true;
    reading = reading.then(read);
  };
  reading = read();
  return {
    wrote,
    /** All messages, once everything is written. */
    async seen(): Promise<Message[]> {
      wrote();
      await reading;
      return seen;
    },
  };
}

const rising = (messages: readonly { uuid: string }[]): boolean =>
  messages.every((message, i) => i === 0 || messages[i - 1]!.uuid < message.uuid);

describe('Two people who write at the same time', () => {
  it(
    `send ${EACH} messages each without pause, and no error reaches either`,
    async () => {
      const { ada, ben, group } = await two();
      await ada.send({ recipientUuid: ben.uuid, message: 'start' });
      await ben.accept(ada);
      const sendAll = async (person: Person) => {
        const sent: Message[] = [];
        for (let i = 0; i < EACH; i += 1) {
          sent.push(await person.send({ messageGroupUuid: group, message: `${i}` }));
          reader.wrote();
        }
        return sent;
      };
      const reader = follow(ben, group);
      const [adas, bens] = await Promise.all([sendAll(ada), sendAll(ben)]);
      const seen = await reader.seen();
      expect(rising(adas) && rising(bens) && rising(seen)).toBe(true);
      expect(new Set(seen.map((message) => message.uuid)).size).toBe(2 * EACH + 1);
      expect(await ada.messageGroup(group)).toMatchObject({ unreadCount: EACH });
      expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: EACH + 1 });
    },
    STORM,
  );
});

describe('Twenty writers on both sides of one conversation', () => {
  it(
    `send ${WRITERS * EACH_OF_MANY} messages: each is stored once, in order, and a reader misses none`,
    async () => {
      const { ada, ben, group } = await two();
      await ada.send({ recipientUuid: ben.uuid, message: 'start' });
      await ben.accept(ada);
      const others = new Set<string>();
      const acknowledged: Message[] = [];
      const write = async (person: Person, writer: number) => {
        for (let i = 0; i < EACH_OF_MANY;) {
          const input = {
            messageGroupUuid: group,
            message: `${writer}/${i}`,
            clientToken: `${writer}-${i}`,
          };
          try {
            acknowledged.push(await person.send(input));
            reader.wrote();
            i += 1;
          } catch (error) {
            if (!(error instanceof AnsweredWithErrors)) throw error;
            others.add(error.errors[0]!.errorType!);
          }
        }
      };
      const reader = follow(ben, group);
      await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => write(writer % 2 ? ada : ben, writer)),
      );
      const seen = await reader.seen();

      expect([...others].filter((errorType) => errorType !== 'Conflict')).toEqual([]);
      expect(rising(seen)).toBe(true);
      expect(
        seen
          .slice(1)
          .map((message) => message.message)
          .sort(),
      ).toEqual(acknowledged.map((message) => message.message).sort());
      expect(new Set(acknowledged.map((message) => message.uuid))).toEqual(
        new Set(seen.slice(1).map((message) => message.uuid)),
      );
      for (const person of [ada, ben]) {
        expect(await person.messageGroup(group)).toMatchObject({
          lastMessageUuid: seen.at(-1)!.uuid,
          lastMessage: seen.at(-1)!.message,
        });
      }
      const fromOne = (WRITERS / 2) * EACH_OF_MANY;
      expect((await ada.messageGroup(group))!.unreadCount).toBe(fromOne);
      expect((await ben.messageGroup(group))!.unreadCount).toBe(fromOne + 1);
    },
    STORM,
  );
});

describe('The same clientToken', () => {
  it('sent 100 times, 20 at once: one message, one unread, the same answer each time', async () => {
    const { ada, ben, group } = await two();
    await ada.send({ recipientUuid: ben.uuid, message: 'start' });
    const input = { messageGroupUuid: group, message: 'once', clientToken: 'the-token' };
    const answers: Message[] = [];
    for (let round = 0; round < 5; round += 1) {
      const sends = Array.from({ length: 20 }, () => ada.sendUntilStored(input));
      answers.push(...(await Promise.all(sends)));
    }
    expect(answers).toHaveLength(100);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await ben.allMessages(group)).map((message) => message.message)).toEqual([
      'once',
      'start',
    ]);
    expect((await ben.messageGroup(group))!.unreadCount).toBe(2);
  });

  it('stores a first message once', async () => {
    const { ada, ben, group } = await two();
    const input = { recipientHandle: ben.handle, message: 'first', clientToken: 'c' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ada.sendUntilStored(input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await ben.allMessages(group)).toHaveLength(1);
  });

  it('belongs to one sender in one conversation', async () => {
    const { ada, ben, group } = await two();
    const cy = await messaging.newPerson('Cy');
    const clientToken = 'same';
    await ada.send({ recipientUuid: ben.uuid, message: 'from Ada', clientToken });
    await ben.send({ messageGroupUuid: group, message: 'from Ben', clientToken });
    await ada.send({ recipientUuid: cy.uuid, message: 'to Cy', clientToken });
    expect(await ada.allMessages(group)).toHaveLength(2);
    expect(await cy.allMessages(groupOf(ada, cy))).toHaveLength(1);
  });

  it('pushes its message again, under the same uuid', async () => {
    const { ada, ben } = await two();
    const socket = await connect({ url: `${messaging.host.url}/graphql`, token: ben.accessToken });
    await socket.init();
    socket.start({ id: '1', query: operations.onCreateMessage, token: ben.accessToken });
    await socket.next('start_ack');
    const input = { recipientUuid: ben.uuid, message: 'once', clientToken: 'again' };
    const sent = await ada.send(input);
    await ada.send(input);
    for (let i = 0; i < 2; i += 1) {
      expect((await socket.next('data')).payload).toMatchObject({
        data: { onCreateMessage: { uuid: sent.uuid, message: 'once' } },
      });
    }
    await socket.close();
  });

  it('is refused with another text, and the error names the stored message', async () => {
    const { ada, ben, group } = await two();
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'as sent', clientToken: 't' });
    const input = { messageGroupUuid: group, message: 'changed', clientToken: 't' };
    const { data, errors } = await ada.ask(operations.createMessage, { input });
    expect(data).toEqual({ createMessage: null });
    expect(errors).toMatchObject([
      { errorType: 'ClientTokenReused', errorInfo: { uuid: first.uuid } },
    ]);
    expect((await ben.allMessages(group)).map(({ message }) => message)).toEqual(['as sent']);
    expect(await ben.folder('REQUESTS')).toMatchObject([{ unreadCount: 1 }]);
  });

  it('finds its message where half of a surrogate pair was replaced in it', async () => {
    const { ada, ben, group } = await two();
    const input = { recipientUuid: ben.uuid, message: 'half \ud83d', clientToken: 't' };
    const first = await ada.send(input);
    expect(await ada.send(input)).toEqual(first);
    expect(await ben.allMessages(group)).toHaveLength(1);
  });
});
