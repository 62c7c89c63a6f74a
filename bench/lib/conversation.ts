import { randomUUID } from 'node:crypto';
import {
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { monotonicFactory } from 'ulid';
import type { Message } from '../../generated/schema.js';
import { operations } from '../../test/support/operations.js';
import { answer, type Setting } from './setting.js';

/** The text of each message. */
export const TEXT =
  'The warden has two bunks left for the 31st in the small room under the bell. '.repeat(3);

/**
 * Two conversations with an answered first message: one through the host, and one whose items the
 * SDK writes with the host's own requests. `command` makes the request of its next message.
 */
export async function openConversation({ host, dynamodb, newPerson }: Setting) {
  const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
  const create = async (recipient: Record<string, string>): Promise<Message> => {
    const input = { message: TEXT, ...recipient };
    const data = await ada.ask<{ createMessage: Message }>(operations.createMessage, { input });
    return data.createMessage;
  };
  const [rawAda, rawBert] = [randomUUID(), randomUUID()];
  /** The request of the host, changed to another message of two other people. */
  const requestLike = async ({ uuid }: Message) => {
    const text = JSON.stringify(await host.ask('lastInput', 'TransactWriteItems'))
      .replaceAll(ada.uuid, rawAda)
      .replaceAll(bert.uuid, rawBert);
    return (otherUuid: string) =>
      new TransactWriteItemsCommand(
        JSON.parse(text.replaceAll(uuid, otherUuid)) as TransactWriteItemsCommandInput,
      );
  };
  const nextUuid = monotonicFactory();
  const first = await create({ recipientHandle: bert.handle });
  const { TransactItems: firstItems } = (await requestLike(first))(nextUuid()).input;
  // Without the count of new conversations: the two other people have no profiles.
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: firstItems!.slice(0, 3) }));
  const group = { messageGroupUuid: first.messageGroupUuid };
  const answered = await answer(bert, first.messageGroupUuid);
  await dynamodb.send((await requestLike(answered))(nextUuid()));
  const raw = await requestLike(await create(group));
  return { ada, bert, group, create, command: () => raw(nextUuid()) };
}
