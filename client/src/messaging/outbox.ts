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
  /** The message that this one answers. */
  readonly replyToUuid?: string;
  /** When it was written, ISO 8601. */
  readonly createdAt: string;
  /**
   * Newest message of the conversation that the writer had: the confirmed one comes after it. Null:
   * there was none. Undefined: not known, neither conversation nor inbox had been loaded.
   */
  readonly after: string | null | undefined;
  /** Epoch milliseconds of the first try with an unknown outcome. */
  readonly triedAt?: number;
  /** The API has refused it: it is tried again only on the writer's request. */
  readonly failure?: { readonly type: string; readonly message: string };
}

/** The API forgets a `clientToken` after 24 hours (schema.graphql); one hour is kept as a margin. */
const TOKEN_LIFE = 23 * 60 * 60 * 1000;

/** Entries in the order of writing. */
export const inOrder = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  [...entries].sort((one, other) => (one.clientToken < other.clientToken ? -1 : 1));

/** The entry to send next into a conversation: the oldest that has not been refused. */
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
 * Sending it now could send it twice: it was tried once with an unknown outcome, and the API has
 * forgotten the token by now.
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
  ...(entry.replyToUuid !== undefined && { replyToUuid: entry.replyToUuid }),
  ...(groupExists
    ? { messageGroupUuid: entry.messageGroupUuid }
    : { recipientUuid: entry.recipient.uuid }),
});

/** One item of a conversation: a stored message, or one that is waiting to be sent. */
export type TimelineItem =
  | { readonly kind: 'message'; readonly key: string; readonly message: TimelineMessage }
  | { readonly kind: 'pending'; readonly key: string; readonly entry: OutboxEntry };

/**
 * The stored messages with the outbox's entries after them. The push of an own message may come before
 * the answer to its send. Pushes carry no `clientToken`, so it is matched by its text and by being newer
 * than what the writer had; where that is not known, nothing is matched, since an older message may
 * have the same text. The key stays the same from sending to sent.
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
        message.replyToUuid === (entry.replyToUuid ?? null) &&
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
