import type { CreateMessageInput } from '../generated/graphql';
import type { TimelineMessage } from './timeline';
import type { Recipient } from './types';

/** A message that its writer has sent and the API has not confirmed yet. */
export interface OutboxEntry {
  /** Made once for the message and kept for each try; rises in the order of writing. */
  readonly clientToken: string;
  readonly messageGroupUuid: string;
  readonly recipient: Recipient;
  readonly message: string;
  /** When it was written, ISO 8601. */
  readonly createdAt: string;
  /**
   * Newest message of the conversation that the writer had: the confirmed one comes after it. Null:
   * there was none. Undefined: nobody knew, neither conversation nor inbox had been read.
   */
  readonly after: string | null | undefined;
  /** Epoch milliseconds of the first try whose outcome is not known. */
  readonly triedAt?: number;
  /** The API has refused it: it is not tried again unless the writer says so. */
  readonly failure?: { readonly type: string; readonly message: string };
}

/** The API forgets a `clientToken` after 24 hours (schema.graphql); an hour is kept in hand. */
const TOKEN_LIFE = 23 * 60 * 60 * 1000;

/** Entries in the order of writing. */
export const inOrder = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  [...entries].sort((one, other) => (one.clientToken < other.clientToken ? -1 : 1));

/** What is to be sent next into a conversation: the oldest that has not been refused. */
export const nextToSend = (
  entries: readonly OutboxEntry[],
  messageGroupUuid: string,
): OutboxEntry | undefined =>
  inOrder(entries).find(
    (entry) => entry.messageGroupUuid === messageGroupUuid && entry.failure === undefined,
  );

/** Conversations with something to send. */
export const pendingGroups = (entries: readonly OutboxEntry[]): readonly string[] => [
  ...new Set(
    entries.filter(({ failure }) => failure === undefined).map((entry) => entry.messageGroupUuid),
  ),
];

/**
 * Sending it now could make two of it: it was tried once, nobody knows how that ended, and the API
 * has forgotten the token by now.
 */
export const isExpired = ({ triedAt }: OutboxEntry, now: number): boolean =>
  triedAt !== undefined && now - triedAt > TOKEN_LIFE;

/**
 * The mutation's input. Naming the person works whether or not the two have a conversation yet;
 * naming an existing conversation costs one read less.
 */
export const inputOf = (entry: OutboxEntry, groupExists: boolean): CreateMessageInput => ({
  message: entry.message,
  clientToken: entry.clientToken,
  ...(groupExists
    ? { messageGroupUuid: entry.messageGroupUuid }
    : { recipientUuid: entry.recipient.uuid }),
});

/** One line of a conversation: a message of the log, or one that is on its way. */
export type TimelineItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: TimelineMessage }
  | { readonly kind: 'pending'; readonly key: string; readonly entry: OutboxEntry };

/**
 * The messages of the log with the outbox's entries after them. An own message may come by push
 * before the answer to its send: pushes carry no `clientToken`, so it is recognised by its text and
 * by being newer than what the writer had; where that is not known it is waited for, rather than
 * taken for an older one of the same text. The key stays the same from sending to sent.
 */
export function withPending(
  messages: readonly TimelineMessage[],
  entries: readonly OutboxEntry[],
  userUuid: string,
): readonly TimelineItem[] {
  const tokens = new Map<string, string>();
  const sent = new Set(messages.map(({ clientToken }) => clientToken));
  const pending = inOrder(entries).filter((entry) => {
    if (sent.has(entry.clientToken)) return false;
    const arrived = messages.find(
      (message) =>
        message.userUuid === userUuid &&
        message.message === entry.message &&
        !message.clientToken &&
        !tokens.has(message.uuid) &&
        (entry.after === null || (entry.after !== undefined && message.uuid > entry.after)),
    );
    if (!arrived || entry.failure) return true;
    tokens.set(arrived.uuid, entry.clientToken);
    return false;
  });
  return [
    ...messages.map((message) => ({
      kind: 'message' as const,
      key: message.clientToken ?? tokens.get(message.uuid) ?? message.uuid,
      message,
    })),
    ...pending.map((entry) => ({ kind: 'pending' as const, key: entry.clientToken, entry })),
  ];
}
