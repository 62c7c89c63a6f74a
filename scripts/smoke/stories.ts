import { randomUUID } from 'node:crypto';
import type { Message, User } from '../../generated/schema.js';
import type { AnswerError, Person } from './person.js';

/** Tells one story; the error of one that fails names it. */
export type Story = <T>(name: string, tell: () => Promise<T>) => Promise<T>;

/** Two people, and what runs each of their stories. */
interface Stage {
  readonly story: Story;
  readonly sender: Person;
  readonly recipient: Person;
}

/** The message that the sender has written. */
type Sent = Pick<Message, 'uuid' | 'messageGroupUuid'> & { readonly text: string };

/** Every user story, in order. */
export async function tellStories(stage: Stage): Promise<void> {
  const people = await signInBoth(stage);
  const sent = await send(stage, people);
  await read(stage, sent);
  await change(stage, sent);
  await stage.story("another person's conversation cannot be read", () => intrude(stage));
  await stage.story('both sign out', async () => {
    await stage.sender.signOut();
    await stage.recipient.signOut();
  });
}

function signInBoth({ story, sender, recipient }: Stage): Promise<[User, User]> {
  return story('both sign in by SRP and know who they are', async () => {
    const introduced = [];
    for (const person of [sender, recipient]) {
      await person.signIn();
      const profile = await person.ask('me');
      introduced.push(must(profile, `${person.credentials.username} has no profile`));
    }
    return introduced as [User, User];
  });
}

async function send(
  { story, sender, recipient }: Stage,
  [me, friend]: [User, User],
): Promise<Sent> {
  await story('the sender lists their conversations', async () => {
    const messageGroups = await sender.ask('messageGroups');
    const ids = messageGroups.items.map((row) => row.lastMessageUuid ?? '');
    equal(ids, [...ids].sort().reverse(), 'The list is not newest first');
  });

  const subscription = await story('the recipient subscribes', () => recipient.subscribe());
  const text = `smoke ${randomUUID()}`;
  const input = { recipientHandle: friend.handle, message: text, clientToken: randomUUID() };
  const send = () => sender.ask('createMessage', { input });
  const sent = await story('the sender writes to the recipient', send);

  await story('the recipient receives it at once', async () => {
    let pushed = await subscription.next();
    while (pushed.uuid !== sent.uuid) pushed = await subscription.next();
    equal([pushed.message, pushed.handle], [text, me.handle], 'Another message was pushed');
  });
  subscription.end();

  await story('sending again with the same token sends nothing', async () => {
    equal((await send()).uuid, sent.uuid, 'It made a second message');
  });
  return { uuid: sent.uuid, messageGroupUuid: sent.messageGroupUuid, text };
}

async function read({ story, sender, recipient }: Stage, sent: Sent): Promise<void> {
  const { messageGroupUuid } = sent;
  await story('both read the message, newest first', async () => {
    for (const person of [sender, recipient]) {
      const messages = await person.ask('messages', { messageGroupUuid });
      equal(messages.items[0]?.uuid, sent.uuid, 'The newest message is another');
    }
  });

  await story('the recipient catches up after a message that they have', async () => {
    const messages = await recipient.ask('messages', { messageGroupUuid });
    const caughtUp = await recipient.ask('messagesAfter', {
      messageGroupUuid,
      after: messages.items[1]?.uuid ?? null,
    });
    equal(
      caughtUp.items.map(({ uuid }) => uuid),
      [sent.uuid],
      'Something else came after',
    );
  });

  await story('the recipient marks it as read', async () => {
    await recipient.ask('markMessageGroupRead', { messageGroupUuid, upTo: sent.uuid });
    const messageGroup = await recipient.ask('messageGroup', { uuid: messageGroupUuid });
    equal(messageGroup.unreadCount, 0, 'There is still something unread');
    equal(messageGroup.readUpTo, sent.uuid, 'The read marker did not stay');
  });
}

/** The recipient accepts, or the sixth run would be refused: a stranger may send five messages. */
async function change({ story, sender, recipient }: Stage, sent: Sent): Promise<void> {
  const { messageGroupUuid, text } = sent;
  await story('the recipient accepts the conversation', async () => {
    const accepted = await recipient.ask('updateMessageGroup', {
      input: { uuid: messageGroupUuid, folder: 'INBOX' },
    });
    equal(accepted.folder, 'INBOX', 'It is not in the inbox');
  });

  await story(
    'the sender edits it, the recipient reacts, and sees one change of each',
    async () => {
      const message = { messageGroupUuid, uuid: sent.uuid };
      const messageGroup = await recipient.ask('messageGroup', { uuid: messageGroupUuid });
      const edit = { ...message, message: `${text}, edited` };
      await sender.ask('updateMessage', { input: edit });
      await recipient.ask('setReaction', { input: { ...message, emoji: '👍' } });
      const changes = await recipient.ask('changesAfter', {
        messageGroupUuid,
        after: messageGroup.changeUuid,
      });
      const [changed] = changes.items;
      equal(
        [changed?.uuid, changed?.message, changed?.reactions?.length, changes.hasMore],
        [sent.uuid, edit.message, 1, false],
        'The changes are others',
      );
    },
  );

  await story('the sender unsends it', async () => {
    const input = { messageGroupUuid, uuid: sent.uuid };
    const unsent = await sender.ask('deleteMessage', { input });
    equal(unsent.message, null, 'Its text is still there');
  });
}

async function intrude({ sender }: Stage): Promise<void> {
  const foreign = [randomUUID(), randomUUID()].sort().join('_');
  const refused = await sender.ask('messages', { messageGroupUuid: foreign }).then(
    () => 'answered',
    (error: unknown) => (error as AnswerError).errorType,
  );
  equal(refused, 'Forbidden', 'It was not refused as Forbidden');
}

function must<T>(value: T | null | undefined, otherwise: string): T {
  if (value === null || value === undefined) throw new Error(otherwise);
  return value;
}

function equal(actual: unknown, expected: unknown, otherwise: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${otherwise}: ${is} in place of ${should}`);
}
