import type {
  ChangesAfterQuery,
  MeQuery,
  MessageFieldsFragment,
  MessageGroupFieldsFragment,
  MessageGroupQuery,
  MySettingsQuery,
  OnMarkMessageGroupReadSubscription,
  UserFieldsFragment,
} from '../generated/graphql';

/** As the API's fragments select them: a field added in `operations.graphql` shows up here. */
export type Message = MessageFieldsFragment;
export type MessageGroup = MessageGroupFieldsFragment;
/** A row that was read by itself: lists do not have the rest. */
export type WholeMessageGroup = NonNullable<MessageGroupQuery['messageGroup']>;
/** A page of a conversation's changes. */
export type MessageChanges = NonNullable<ChangesAfterQuery['changesAfter']>;
/** How far a person has read a conversation. */
export type ReadMarker = NonNullable<OnMarkMessageGroupReadSubscription['onMarkMessageGroupRead']>;
export type User = UserFieldsFragment;
/** The user who is signed in. */
export type Me = NonNullable<MeQuery['me']>;

export type Settings = NonNullable<MySettingsQuery['mySettings']>;

/** A folder of a person's conversations. */
export type { Folder } from '../generated/graphql';

/** A person to write to. The name and handle may not be known yet. */
export interface Recipient {
  readonly uuid: string;
  readonly handle: string | null;
  readonly displayName: string | null;
}

/** Newer-first lists come in pages; `nextToken` goes on towards older ones. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | null;
}
