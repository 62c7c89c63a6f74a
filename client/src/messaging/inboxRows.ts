import { isLater } from './ids';
import type { Folder, MessageGroup } from './types';

/** The caller's conversations as far as they are known, newest message first. */
export interface Inbox {
  /** Of all folders. */
  readonly rows: readonly MessageGroup[];
  /** Of each folder that is loaded: goes on with older conversations; null: these are all. */
  readonly nextTokens: Readonly<Partial<Record<Folder, string | null>>>;
  /** Conversations whose row cannot be derived from events and has to be refetched. */
  readonly doubtful: readonly string[];
}

export const emptyInbox: Inbox = { rows: [], nextTokens: {}, doubtful: [] };

export const rowsOf = ({ rows }: Inbox, folder: Folder): readonly MessageGroup[] =>
  rows.filter((row) => row.folder === folder);

export const rowOf = (inbox: Inbox, uuid: string): MessageGroup | undefined =>
  inbox.rows.find((row) => row.uuid === uuid);

export function withRow(inbox: Inbox, row: MessageGroup): Inbox {
  const others = inbox.rows.filter(({ uuid }) => uuid !== row.uuid);
  const at = others.findIndex((other) => isLater(row.lastMessageUuid, other.lastMessageUuid));
  return { ...inbox, rows: others.toSpliced(at < 0 ? others.length : at, 0, row) };
}

export const doubt = (inbox: Inbox, uuid: string): Inbox =>
  inbox.doubtful.includes(uuid) ? inbox : { ...inbox, doubtful: [...inbox.doubtful, uuid] };
