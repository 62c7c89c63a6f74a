import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import { previewOf } from '../../resolvers/lib/text.js';
import { cases } from '../support/cases.js';
import { intercept } from '../support/intercept.js';
import { useMessaging } from '../support/messaging.js';
import { AnsweredWithErrors, groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
/** A backstop in milliseconds: a busy machine takes its time. */
const MANY = cases(600_000, 7_200_000);

/** One thing that one of the two people does. `at` chooses a message. */
interface Step {
  readonly kind: 'send' | 'reply' | 'edit' | 'unsend' | 'react' | 'mark' | 'clear' | 'block';
  readonly by: 0 | 1;
  readonly at: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step['kind']>(
    ...(['send', 'send', 'reply', 'edit', 'edit', 'unsend', 'unsend', 'react'] as const),
    ...(['mark', 'mark', 'clear', 'block'] as const),
  ),
  by: fc.constantFrom(0, 1),
  at: fc.nat(20),
});

/** What may be answered: anything that refuses, and nothing that fails. */
const REFUSALS = [
  ...['Conflict', 'Forbidden', 'MessageDeleted', 'TooManyEdits', 'RecipientBlocked'],
  ...['RecipientUnavailable', 'InvalidReadMarker', 'InvalidUpdate'],
];

async function settled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AnsweredWithErrors)) throw error;
    expect(REFUSALS).toContain(error.errors[0]!.errorType);
  }
}

class Two {
  constructor(
    readonly people: readonly [Person, Person],
    readonly group: string,
    readonly messages: Message[],
  ) {}

  static async begin(): Promise<Two> {
    const people = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')] as const;
    const [ada, ben] = people;
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
    const group = groupOf(ada, ben);
    return new Two(people, group, [
      first,
      await ben.send({ messageGroupUuid: group, message: 'second' }),
      await ada.send({ messageGroupUuid: group, message: 'third' }),
    ]);
  }

  async take({ kind, by, at }: Step): Promise<unknown> {
    const person = this.people[by];
    const message = this.messages[at % this.messages.length]!;
    const messageGroupUuid = this.group;
    switch (kind) {
      case 'send':
      case 'reply': {
        const replyToUuid = kind === 'reply' ? message.uuid : undefined;
        const input = { messageGroupUuid, message: `${kind} ${at}`, replyToUuid };
        return this.messages.push(await person.send(input));
      }
      case 'edit':
        return person.edit(message, `edit ${at} ${'x'.repeat(at * 10)}`);
      case 'unsend':
        return person.unsend(message);
      case 'react':
        return person.react(message, at % 3 ? '👍' : null);
      case 'mark':
        return person.mark(messageGroupUuid, message.uuid);
      case 'clear':
        return person.updateGroup({ uuid: messageGroupUuid, clearedUpTo: message.uuid });
      case 'block':
        await person.block(this.people[1 - by]!);
        return person.unblock(this.people[1 - by]!);
    }
  }

  /** What is true whenever nothing is under way. */
  async check(): Promise<void> {
    const [ada] = this.people;
    const messages = await ada.allMessages(this.group);
    const newest = messages[0]!;
    for (const person of this.people) {
      const row = (await person.messageGroup(this.group))!;
      const unread = messages.filter(
        ({ uuid, userUuid, deletedAt }) =>
          uuid > (row.readUpTo ?? '') && userUuid !== person.uuid && !deletedAt,
      );
      expect(row.unreadCount).toBe(unread.length);
      expect(row.lastMessageUuid).toBe(newest.uuid);
      const isHidden = newest.deletedAt || (row.clearedUpTo ?? '') >= newest.uuid;
      expect(row.lastMessage).toBe(isHidden ? null : previewOf(newest.message!));
    }
    const changed = new Map<string, Message>();
    let after: string | null | undefined;
    for (let hasMore = true; hasMore;) {
      const page = await ada.changesAfter(this.group, after, 7);
      for (const message of page.items) changed.set(message.uuid, message);
      after = page.upTo;
      hasMore = page.hasMore;
    }
    expect(after).toBe((await ada.messageGroup(this.group))!.changeUuid);
    expect(
      new Map(messages.filter((each) => each.changeUuid).map((each) => [each.uuid, each])),
    ).toEqual(changed);
  }
}

describe('Changes at the same time as everything else', () => {
  it(
    'leave counts, previews and the change log as the messages say',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
          async (rounds) => {
            const two = await Two.begin();
            for (const steps of rounds) {
              await Promise.all(steps.map((each) => settled(two.take(each))));
              await two.check();
            }
          },
        ),
        { numRuns: cases(50, 500) },
      );
    },
    MANY,
  );

  it(
    'an unsent newest message and its edit by another device: the text never comes back',
    async () => {
      for (let round = 0; round < cases(20, 300); round += 1) {
        const two = await Two.begin();
        const [ada, ben] = two.people;
        const newest = two.messages.at(-1)!;
        const both = [() => settled(ada.edit(newest, 'again')), () => ada.unsend(newest)];
        await Promise.all((round % 2 ? both : both.reverse()).map((work) => work()));
        expect(await ben.message(two.group, newest.uuid)).toMatchObject({ message: null });
        await two.check();
      }
    },
    MANY,
  );

  it(
    'a message that is unsent while it is marked as read is off the count, both ways',
    async () => {
      for (let round = 0; round < cases(20, 300); round += 1) {
        const two = await Two.begin();
        const [ada, ben] = two.people;
        const fourth = await ada.send({ messageGroupUuid: two.group, message: 'fourth' });
        const third = two.messages.at(-1)!;
        const upTo = round % 2 ? fourth : third;
        await Promise.all([ada.unsend(third), settled(ben.mark(two.group, upTo.uuid))]);
        await two.check();
      }
    },
    MANY,
  );
});

describe('Between the read and the write of a change', () => {
  let between: (() => Promise<unknown>) | undefined;
  beforeAll(() => {
    intercept(messaging.host.table.wire, async ({ operation }, next) => {
      const work = operation === 'TransactWriteItems' ? between : undefined;
      if (work) between = undefined;
      await work?.();
      return next();
    });
  });

  async function changeWhile(
    change: (two: Two, newest: Message) => Promise<Message>,
    other: (two: Two, newest: Message) => Promise<unknown>,
  ) {
    const two = await Two.begin();
    const newest = two.messages.at(-1)!;
    let isBetween = false;
    between = async () => {
      isBetween = true;
      await other(two, newest);
    };
    const outcome = await change(two, newest).catch((error: Error) => error);
    expect(isBetween).toBe(true);
    await two.check();
    return { two, outcome };
  }
  const edit = ({ people: [ada] }: Two, newest: Message) => ada.edit(newest, 'edited');
  const unsend = ({ people: [ada] }: Two, newest: Message) => ada.unsend(newest);
  const clear = ({ people: [, ben], group: uuid }: Two, newest: Message) =>
    ben.updateGroup({ uuid, clearedUpTo: newest.uuid });
  const mark = ({ people: [, ben], group }: Two, newest: Message) => ben.mark(group, newest.uuid);
  const send = ({ people: [, ben], group: messageGroupUuid }: Two) =>
    ben.send({ messageGroupUuid, message: 'newer' });

  it.each([
    ['an edit', 'is cleared', edit, clear],
    ['an edit', 'gets another message', edit, send],
    ['an unsent message', 'is cleared', unsend, clear],
    ['an unsent message', 'is read', unsend, mark],
    ['an unsent message', 'gets another message', unsend, send],
  ])('of %s the conversation %s: rows and messages agree', async (_, _what, change, other) => {
    const { outcome } = await changeWhile(change, other);
    expect(outcome).not.toBeInstanceOf(Error);
  });

  it('the message is unsent: the edit is refused', async () => {
    const { outcome } = await changeWhile(edit, unsend);
    expect(outcome).toMatchObject({ message: expect.stringContaining('MessageDeleted') as string });
  });

  it('the other person blocks: the edit is refused, and reaches nobody', async () => {
    const { two, outcome } = await changeWhile(edit, ({ people: [ada, ben] }) => ben.block(ada));
    expect(outcome).toMatchObject({
      message: expect.stringContaining('RecipientUnavailable') as string,
    });
    const [, ben] = two.people;
    expect((await ben.allMessages(two.group))[0]).toMatchObject({ message: 'third' });
  });

  it('the other person reacts: the edit keeps the reaction', async () => {
    const { two } = await changeWhile(edit, ({ people: [, ben] }, newest) =>
      ben.react(newest, '👍'),
    );
    expect((await two.people[1].allMessages(two.group))[0]).toMatchObject({
      message: 'edited',
      reactions: [{ emoji: '👍' }],
    });
  });
});

describe('Unsending', () => {
  it(
    'succeeds also while the other person floods the conversation',
    async () => {
      const two = await Two.begin();
      const [ada, ben] = two.people;
      const newest = two.messages.at(-1)!;
      let isDone = false;
      const floods = Array.from({ length: 4 }, async () => {
        while (!isDone) {
          await settled(ben.send({ messageGroupUuid: two.group, message: 'flood' }));
        }
      });
      while (!isDone) {
        await ada.unsend(newest).then(
          () => (isDone = true),
          (error: Error) => expect(error.message).toContain('Conflict'),
        );
      }
      await Promise.all(floods);
      await two.check();
    },
    MANY,
  );
});
