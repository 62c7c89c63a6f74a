import { membersOf } from '../../../resolvers/lib/members.js';
import { messageKey, messagePartition } from '../../../resolvers/lib/keys.js';
import { newChange } from './newChange.js';
import { type Attributes, partitionPage, timeText, type WorkTable } from './table.js';
import { writeAll, writeItem } from './writeItem.js';

/** A page of a conversation's messages, of a person who is gone. */
interface MessagesPage {
  readonly userUuid: string;
  readonly group: string;
  /** The last message of the page before. */
  readonly after?: string;
}

/** Takes the names out of the person's messages. @returns the page's last message; undefined at the end */
export async function stripMessages(
  table: WorkTable,
  page: MessagesPage,
): Promise<string | undefined> {
  const { items, last } = await readPage(table, page);
  const named = items.filter(
    ({ userUuid, displayName, handle }) =>
      userUuid?.S === page.userUuid && (displayName !== undefined || handle !== undefined),
  );
  await writeAll(
    named.map(({ sk }) =>
      writeItem(table, {
        key: messageKey(page.group, sk!.S!),
        expression: 'REMOVE displayName, handle',
      }),
    ),
  );
  return last;
}

/**
 * Takes the texts out of the person's messages, and their reactions from the other person's. @returns as
 * `stripMessages`
 */
export async function eraseMessages(
  table: WorkTable,
  page: MessagesPage,
): Promise<string | undefined> {
  const { items, last } = await readPage(table, page);
  const reaction = membersOf(page.group)[0] === page.userUuid ? 'reactionOf1' : 'reactionOf2';
  const writes = items.flatMap((message) => {
    if (message.userUuid?.S === page.userUuid) {
      return message.displayName || message.message ? [eraseMessage(table, page, message)] : [];
    }
    return message[reaction] ? [takeReaction(table, page, message, reaction)] : [];
  });
  await writeAll(writes);
  return last;
}

const eraseMessage = (
  table: WorkTable,
  { group }: MessagesPage,
  { sk, changeUuid }: Attributes,
): Promise<void> =>
  writeItem(table, {
    key: messageKey(group, sk!.S!),
    expression:
      'SET deletedAt = if_not_exists(deletedAt, :now), deletedBy = if_not_exists(deletedBy, :sender), changeUuid = :change REMOVE message, displayName, handle, editedAt, edits, replyToUuid, reactionOf1, reactionOf2',
    values: {
      ':now': { S: timeText(table.now()) },
      ':sender': { S: 'SENDER' },
      ':change': { S: newChange(table.now(), changeUuid?.S) },
    },
  });

const takeReaction = (
  table: WorkTable,
  { group }: MessagesPage,
  { sk, changeUuid }: Attributes,
  reaction: string,
): Promise<void> =>
  writeItem(table, {
    key: messageKey(group, sk!.S!),
    expression: `SET changeUuid = :change REMOVE ${reaction}`,
    values: { ':change': { S: newChange(table.now(), changeUuid?.S) } },
  });

const readPage = (table: WorkTable, { group, after }: MessagesPage) =>
  partitionPage(table, messagePartition(group), after);
