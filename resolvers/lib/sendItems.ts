import { limits } from '../limits.js';
import { contactDay } from './contacts.js';
import type { Expression } from './expression.js';
import { folderKey } from './folders.js';
import { isGiven } from './isGiven.js';
import { messageGroupKey, messageKey, profileKey, sendTokenKey } from './keys.js';
import type { Opening, Send } from './send.js';
import { previewOf } from './text.js';
import { check, put, type TransactionItem, update } from './transaction.js';

/**
 * One try of a send: the message's id, the time, ISO 8601 and epoch seconds, which messages are kept,
 * and until when this one is.
 */
interface Try {
  uuid: string;
  now: string;
  nowSeconds: number;
  keptAfter: string;
  expiry: { expiresAt?: number };
}

const SEND_TOKEN_SECONDS = limits.clientToken.validHours * 60 * 60;

/** A condition that holds where there is no such item. */
const NEW = 'attribute_not_exists(pk)';

/**
 * The items of the transaction. `cancellationReasons` have the same order. Into a conversation (pattern D):
 * message, the sender's row, the recipient's row, token, the message that a reply answers. The first
 * message (pattern C) has the sender's profile before the token.
 */
export function sendItems(send: Send, at: Try): TransactionItem[] {
  const items = send.opening
    ? firstItems(send, send.opening, at)
    : [putMessage(send, at), updateSenderRow(send, at), updateRecipientRow(send, at)];
  if (isGiven(send.clientToken)) items.push(putSendToken(send, at));
  if (isGiven(send.replyToUuid)) {
    const key = messageKey(send.groupUuid, send.replyToUuid);
    items.push(
      check(key, {
        expression: 'attribute_exists(pk) AND sk > :keptAfter',
        values: { ':keptAfter': at.keptAfter },
      }),
    );
  }
  return items;
}

const putMessage = (send: Send, { uuid, expiry }: Try): TransactionItem =>
  put(messageKey(send.groupUuid, uuid), {
    userUuid: send.sender.uuid,
    displayName: send.sender.displayName,
    handle: send.sender.handle,
    message: send.message,
    ...(isGiven(send.replyToUuid) ? { replyToUuid: send.replyToUuid } : {}),
    ...expiry,
  });

/**
 * Each row takes only an id greater than its newest: it never goes back in time, ids rise in commit
 * order, and a client that asks for what is after the last id it has misses nothing. To send is to
 * accept: the sender's row goes to the inbox, for good.
 */
const updateSenderRow = (send: Send, { uuid, now }: Try): TransactionItem =>
  update(
    messageGroupKey(send.sender.uuid, send.groupUuid),
    {
      expression:
        'SET lastMessage = :preview, lastMessageMine = :yes, lastMessageUuid = :uuid, folder = :inbox, home = :inbox',
      values: {
        ':preview': previewOf(send.message),
        ':yes': true,
        ':uuid': uuid,
        ':inbox': folderKey(send.sender.uuid, 'INBOX'),
      },
    },
    {
      expression:
        'lastMessageUuid < :newUuid AND attribute_not_exists(blocked) AND (attribute_not_exists(suspendedUntil) OR suspendedUntil <= :now)',
      values: { ':newUuid': uuid, ':now': now },
    },
  );

/** Brings an archived or cleared row back to where its owner has it, with no read. */
const updateRecipientRow = (send: Send, { uuid }: Try): TransactionItem =>
  update(
    messageGroupKey(send.recipient.uuid, send.groupUuid),
    {
      expression:
        'SET lastMessage = :preview, lastMessageMine = :no, lastMessageUuid = :uuid, folder = home ADD unreadCount :one, received :one',
      values: { ':preview': previewOf(send.message), ':no': false, ':uuid': uuid, ':one': 1 },
    },
    {
      expression:
        'lastMessageUuid < :newUuid AND attribute_not_exists(blocked) AND (home = :accepted OR received < :most)',
      values: {
        ':newUuid': uuid,
        ':accepted': folderKey(send.recipient.uuid, 'INBOX'),
        ':most': limits.request.maxMessages,
      },
    },
  );

/**
 * The first message: both rows are made, the recipient's among the requests. Where the recipient is
 * closed the condition cannot hold: the requests and their time are those of a message that is taken.
 */
function firstItems(send: Send, opening: Opening, at: Try): TransactionItem[] {
  const { sender, recipient, groupUuid } = send;
  const row = { lastMessage: previewOf(send.message), lastMessageUuid: at.uuid };
  const inbox = folderKey(sender.uuid, 'INBOX');
  const requests = folderKey(recipient.uuid, 'REQUESTS');
  const suspension = isGiven(opening.recipientSuspendedUntil)
    ? { suspendedUntil: opening.recipientSuspendedUntil }
    : {};
  return [
    putMessage(send, at),
    put(
      messageGroupKey(sender.uuid, groupUuid),
      {
        ...row,
        // Null of a person who is gone: the transaction fails then.
        otherUserDisplayName: recipient.displayName ?? null,
        otherUserHandle: recipient.handle ?? null,
        folder: inbox,
        home: inbox,
        lastMessageMine: true,
        unreadCount: 0,
        ...hidesRead(opening.profile.showsReadReceipts === false),
      },
      { expression: NEW },
    ),
    put(
      messageGroupKey(recipient.uuid, groupUuid),
      {
        ...row,
        ...suspension,
        ...hidesRead(opening.recipientHidesRead),
        otherUserDisplayName: sender.displayName,
        otherUserHandle: sender.handle,
        folder: requests,
        home: requests,
        lastMessageMine: false,
        unreadCount: 1,
        received: 1,
      },
      { expression: opening.isClosed ? `${NEW} AND attribute_exists(pk)` : NEW },
    ),
    countContact(send, opening, at),
  ];
}

/** A row has the attribute only where it is true. */
const hidesRead = (hides: boolean | undefined) => (hides ? { hidesRead: true } : {});

/**
 * Counts the conversation on the sender's profile. The same condition asks whether the sender may
 * send, and whether their names are still those that the recipient's row gets.
 */
function countContact({ sender }: Send, { profile }: Opening, { now }: Try): TransactionItem {
  const day = contactDay(profile, now);
  const isSameDay = profile.contactsOn === day;
  const count: Expression = isSameDay
    ? {
        expression: 'contactsOn = :today AND contacts < :mostContacts',
        values: { ':today': day, ':mostContacts': limits.newConversations.maxADay },
      }
    : {
        expression: '(attribute_not_exists(contactsOn) OR contactsOn < :today)',
        values: { ':today': day },
      };
  const isAlive =
    'attribute_not_exists(deletedAt) AND (attribute_not_exists(suspendedUntil) OR suspendedUntil <= :now) AND displayName = :name AND handle = :handle';
  return update(
    profileKey(sender.uuid),
    isSameDay
      ? { expression: 'SET contacts = contacts + :one', values: { ':one': 1 } }
      : {
          expression: 'SET contactsOn = :day, contacts = :one',
          values: { ':day': day, ':one': 1 },
        },
    {
      expression: `${count.expression} AND ${isAlive}`,
      values: {
        ...count.values,
        ':now': now,
        ':name': sender.displayName,
        ':handle': sender.handle,
      },
    },
  );
}

/** AppSync's TransactWriteItems takes no client request token: this item is ours. */
const putSendToken = (send: Send, { uuid, nowSeconds }: Try): TransactionItem =>
  put(
    sendTokenKey(send.groupUuid, send.sender.uuid, send.clientToken!),
    { messageUuid: uuid, expiresAt: nowSeconds + SEND_TOKEN_SECONDS },
    { expression: NEW },
  );
