/**
 * What a rename and the deletion of an account cost, with the worker's two looks at the rows: the requests of
 * `triggers/lib/worker`, by DynamoDB's rules. test/worker/costs.test.ts compares it with what the worker asks.
 */
import { worker } from '../../resolvers/worker.js';
import { messageOverhead, rowOverhead } from './costUnits.js';
import { cost } from './prices.js';

const KB = 1024;
const { rowsOfAPage } = worker;

interface Units {
  readonly write: number;
  readonly read: number;
  /** Calls of the worker. */
  readonly calls: number;
}

/** The work item where the worker has got to: the item, and its move in the index of what is due. */
const cursor = 3;
/** The work item at the end: the item, and its entry in the index. */
const workDone = 2;
/** Of each call: the work item and the profile, strongly consistent. */
const callReads = 2;
/** Looking for what is due, and touching it. */
const touch = { write: cursor, read: 0.5 } as const;

/** DynamoDB says that there is more after a full page, also where nothing is. */
const pagesOf = (items: number): number => Math.floor(items / rowsOfAPage) + 1;
/** All pages of a query, strongly consistent; an empty one costs one unit. */
const pageReads = (items: number, bytes: number): number => {
  const full = Math.ceil((rowsOfAPage * bytes) / (4 * KB));
  const last = Math.max(1, Math.ceil(((items % rowsOfAPage) * bytes) / (4 * KB)));
  return (pagesOf(items) - 1) * full + last;
};

/** `updateProfile` with a handle; a display name alone is 7. */
export const updateProfileUnits = { write: 9, read: 1 } as const;
/** `deleteAccount`. */
export const deleteAccountUnits = 5;
/** The entry in the list of deleted accounts, at each of the two looks. */
export const listUnits = 1;

/** A rename of a person with so many conversations. @param previewBytes of a row's preview */
export function renameUnits(conversations: number, previewBytes = 100): Units {
  const pages = pagesOf(conversations);
  // The profile is read once more at the end of each look.
  const look = pages * callReads + pageReads(conversations, rowOverhead + previewBytes) + 1;
  // The names with their entry in the index; at the last look a condition that does not hold.
  const names = conversations * (2 + 1);
  return {
    write:
      updateProfileUnits.write +
      names +
      pages * cursor +
      touch.write +
      (pages - 1) * cursor +
      workDone,
    read: updateProfileUnits.read + 2 * look + touch.read,
    calls: 2 * pages,
  };
}

interface Erased {
  readonly conversations: number;
  /** Of each conversation, the other person's too. */
  readonly messages: number;
  /** Of those, the person's own. */
  readonly own: number;
  /** UTF-8 bytes of a message's text. */
  readonly textBytes: number;
}

/** Of each conversation: its row is closed, then it ends. The newest message is the person's, and unread. */
const conversationWrites = {
  stopSends: 1,
  stub: 2,
  unread: 2,
  preview: 2,
  logStart: 1,
  trace: 1,
  row: 2,
} as const;

/** Of each conversation at the last look: the names once more, and the trace. */
const traceWrites = 2;

/** The deletion of an account with ERASE. No reactions are in it. */
export function erasureUnits({ conversations, messages, own, textBytes }: Erased): Units {
  const bytes = messageOverhead + textBytes;
  const pages = pagesOf(messages);
  const ofConversation = Object.values(conversationWrites).reduce((sum, units) => sum + units, 0);
  // The claim on the handle and the profile; at the last look the profile alone. No row is found.
  const end = 2 + cursor;
  const lastEnd = 1 + workDone;
  const endReads = callReads + 1;
  const tracePages = pagesOf(conversations);
  return {
    write:
      deleteAccountUnits +
      conversations *
        (own * Math.ceil(bytes / KB) + ofConversation + pages * cursor + traceWrites) +
      end +
      touch.write +
      (tracePages - 1) * cursor +
      lastEnd +
      2 * listUnits,
    // The next row, and the head of the change log, once for each conversation.
    read:
      conversations * (pages * callReads + pageReads(messages, bytes) + 1 + 1) +
      endReads +
      tracePages * (endReads + 1) +
      touch.read,
    calls: conversations * pages + 1 + tracePages,
  };
}

/** On demand, with the worker's calls. */
export const unitsCost = ({ write, read, calls }: Units): number =>
  cost('onDemandWrite', write) + cost('onDemandRead', read) + cost('invocation', calls);

export interface AccountLoad {
  readonly conversations: number;
  /** The person's own messages. As many are the other people's. */
  readonly erased: number;
}

/** What one person can do with their account, as text. @param textBytes of each message */
export function accountText({
  conversations,
  erased,
  textBytes,
}: AccountLoad & { readonly textBytes: number }): string {
  const count = (amount: number) => amount.toLocaleString('en-US', { maximumFractionDigits: 0 });
  const own = Math.ceil(erased / Math.max(1, conversations));
  const row = (what: string, units: Units) =>
    `  ${what.padEnd(52)}${count(units.write).padStart(9)}${count(units.read).padStart(9)}` +
    `${count(units.calls).padStart(8)}${unitsCost(units).toFixed(4).padStart(10)}`;
  const rename = renameUnits(conversations);
  const erasure = erasureUnits({ conversations, messages: 2 * own, own, textBytes });
  return [
    `What one person with ${count(conversations)} conversations does, once, in US dollars on demand`,
    `  ${''.padEnd(52)}${'writes'.padStart(9)}${'reads'.padStart(9)}${'calls'.padStart(8)}${'$'.padStart(10)}`,
    row('another name and handle', rename),
    row(`the account deleted, and ${count(erased)} messages erased`, erasure),
  ].join('\n');
}
