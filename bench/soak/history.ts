import type { Message, MessageGroup } from '../../generated/schema.js';
import type { MessageChange } from '../../client/src/messaging/messageChange.js';

/** What the checks read of a message. */
export type Held = Pick<
  Message,
  'uuid' | 'userUuid' | 'message' | 'deletedAt' | 'deletedBy' | 'reactions' | 'changeUuid'
>;

/** What they read of a row. */
export type Row = Pick<
  MessageGroup,
  'uuid' | 'userUuid' | 'lastMessageUuid' | 'lastMessage' | 'unreadCount' | 'readUpTo'
>;

/** What came of a request that changes something. Times are epoch milliseconds. */
interface Attempt {
  /** The person who asked. */
  readonly by: string;
  readonly group: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Its `errorType`, where it was refused: nothing may be stored. */
  readonly refused?: string;
  /** There was no answer of the table: it may be stored or not. */
  readonly unknown?: true;
}

/** One try to send a message. Tries of one message have the same token. */
export interface SendAttempt extends Attempt {
  readonly clientToken: string;
  readonly text: string;
  /** The id of the stored message, where it was acknowledged. */
  readonly uuid?: string;
}

/** One try to change a message. */
export interface ChangeAttempt extends Attempt {
  /** The message. */
  readonly uuid: string;
  readonly change: MessageChange;
  /** Of the message after the change, where it was acknowledged. */
  readonly changeUuid?: string;
}

/** One try to mark a conversation as read. */
export interface MarkAttempt extends Attempt {
  readonly upTo: string;
  /** The read marker after it, where it was acknowledged. */
  readonly readUpTo?: string;
}

/** Something that came to a person, pushed or in a list, and the people whom it is about. */
export interface Push {
  readonly to: string;
  /** The field of the API. */
  readonly topic: string;
  readonly parties: readonly (string | null)[];
}

/** All that was asked and answered, as it went over the network. */
export interface History {
  readonly sends: readonly SendAttempt[];
  readonly changes: readonly ChangeAttempt[];
  readonly marks: readonly MarkAttempt[];
  readonly pushes: readonly Push[];
  /** Sockets that the host has closed. */
  readonly closed: readonly string[];
}

/** A conversation, read through the API when everything was over. */
export interface StoredConversation {
  readonly group: string;
  readonly people: readonly [string, string];
  /** As `messages` lists them: newest first. */
  readonly newestFirst: readonly Held[];
  /** As `messagesAfter` lists them: oldest first. */
  readonly oldestFirst: readonly Held[];
  /** The row of each of the two. */
  readonly rows: readonly Row[];
}

/** What one person's client shows of a conversation. */
export interface Shown {
  readonly person: string;
  readonly group: string;
  /** Oldest first: the newest page at least. */
  readonly messages: readonly Held[];
  /** The row of its inbox. */
  readonly row: Row | undefined;
}

/** How everything is when it is over. */
export interface Outcome {
  readonly conversations: readonly StoredConversation[];
  /** Each person's inbox as `messageGroups` lists it. */
  readonly inboxes: ReadonlyMap<string, readonly Row[]>;
  readonly shown: readonly Shown[];
}

/** The text of what the API must refuse. */
export const FORBIDDEN = 'This must be refused';

/** Something that must always hold. */
export interface Property {
  /** A sentence. */
  readonly name: string;
  /** @returns what does not hold, an example each; none where it holds. */
  violations(history: History, outcome: Outcome): string[];
}
