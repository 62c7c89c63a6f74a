import type { Message } from '../../generated/schema.js';
import { limits } from '../limits.js';
import { toMessage } from './items.js';
import type { TransactionItem } from './transaction.js';
import { put, update } from './transaction.js';
import { isGiven } from './isGiven.js';
import { messageGroupKey, messageKey, sendTokenKey } from './keys.js';
import { previewOf } from './text.js';

/** The send that `createMessage` works on: `ctx.stash.send`. */
export interface Send {
  groupUuid: string;
  message: string;
  clientToken?: string | null;
  sender: Person;
  /** Has names only where the send names a person. Such a send creates missing rows. */
  recipient: Person;
  createsGroup: boolean;
}

/** One person of the conversation, with names where they are known. */
export interface Person {
  uuid: string;
  handle?: string | null;
  displayName?: string | null;
}

/** The stored message, for the response and the push. */
export function sentMessage(send: Send, uuid: string): Message {
  const { sender, message, groupUuid } = send;
  const item = { sk: uuid, userUuid: sender.uuid, message };
  const names = { displayName: sender.displayName!, handle: sender.handle! };
  return withRecipient(toMessage({ ...item, ...names }, groupUuid), send);
}

/** Adds the recipient's names where they are known. */
export const withRecipient = (message: Message, { recipient }: Send): Message => ({
  ...message,
  recipientDisplayName: recipient.displayName,
  recipientHandle: recipient.handle,
});

const SEND_TOKEN_SECONDS = limits.clientToken.validHours * 3_600;

/**
 * A row accepts only an id that is greater than its newest one. So rows never go back in time and ids
 * rise in commit order.
 */
const NEWER = 'lastMessageUuid < :newUuid';
const NEW_OR_NEWER = `attribute_not_exists(lastMessageUuid) OR ${NEWER}`;

/** The items of the transaction. `cancellationReasons` have the same order. */
export function sendItems(table: string, send: Send, uuid: string, now: number): TransactionItem[] {
  const items = [
    putMessage(table, send, uuid),
    updateSenderRow(table, send, uuid),
    updateRecipientRow(table, send, uuid),
  ];
  return isGiven(send.clientToken) ? [...items, putSendToken(table, send, uuid, now)] : items;
}

const putMessage = (table: string, send: Send, uuid: string): TransactionItem =>
  put(table, messageKey(send.groupUuid, uuid), {
    userUuid: send.sender.uuid,
    displayName: send.sender.displayName,
    handle: send.sender.handle,
    message: send.message,
  });

const updateSenderRow = (table: string, send: Send, uuid: string): TransactionItem => {
  const key = messageGroupKey(send.sender.uuid, send.groupUuid);
  const set = 'SET lastMessage = :preview, lastMessageUuid = :uuid';
  const values = { ':preview': previewOf(send.message), ':uuid': uuid };
  if (!send.createsGroup) return update(table, key, set, values, NEWER);
  return update(
    table,
    key,
    `${set}, otherUserDisplayName = :name, otherUserHandle = :handle, unreadCount = if_not_exists(unreadCount, :zero)`,
    {
      ...values,
      ':name': send.recipient.displayName,
      ':handle': send.recipient.handle,
      ':zero': 0,
    },
    NEW_OR_NEWER,
  );
};

/** Also writes the sender's current names into the recipient's row. */
const updateRecipientRow = (table: string, send: Send, uuid: string): TransactionItem =>
  update(
    table,
    messageGroupKey(send.recipient.uuid, send.groupUuid),
    'SET lastMessage = :preview, lastMessageUuid = :uuid, otherUserDisplayName = :name, otherUserHandle = :handle ADD unreadCount :one',
    {
      ':preview': previewOf(send.message),
      ':uuid': uuid,
      ':name': send.sender.displayName,
      ':handle': send.sender.handle,
      ':one': 1,
    },
    send.createsGroup ? NEW_OR_NEWER : NEWER,
  );

/** AppSync's TransactWriteItems has no client request token, so the API stores its own. */
const putSendToken = (table: string, send: Send, uuid: string, now: number): TransactionItem =>
  put(
    table,
    sendTokenKey(send.groupUuid, send.sender.uuid, send.clientToken!),
    { messageUuid: uuid, expiresAt: now + SEND_TOKEN_SECONDS },
    'attribute_not_exists(pk)',
  );
