/**
 * DynamoDB units of the operations. They follow from the requests by DynamoDB's rules (developer
 * guide, "Read and write operations", "Transactions: how it works"; index entries in a transaction
 * count once, measured by nubo-db/dynoxide on 2026-08-13). test/infra/cost.test.ts compares them with
 * the units of the resolvers' own requests.
 */
import { limits } from '../../resolvers/limits.js';
const KB = 1024;
/** Bytes of a message's item without its text: keys, names, sender. */
export const messageOverhead = 265;
/** Bytes of a conversation row without its preview. */
export const rowOverhead = 290;

export interface SentMessage {
  /** UTF-8 bytes of the text. */
  readonly textBytes: number;
  /** Whether the sender sends a `clientToken`. */
  readonly clientToken: boolean;
}

/** Write units of one message into an existing conversation. */
export function sendUnits({ textBytes, clientToken }: SentMessage): {
  readonly table: number;
  readonly index: number;
} {
  const units = (bytes: number) => Math.ceil(bytes / KB);
  const row = units(rowOverhead + Math.min(textBytes, limits.preview.maxBytes));
  const message = units(messageOverhead + textBytes);
  return {
    table: 2 * (message + 2 * row + (clientToken ? 1 : 0)),
    index: 2 * (2 * row), // each row's entry moves: one entry is deleted, one is put
  };
}

/** Write units of a read marker: the row, and its entry in the index in place. */
export const readMarkerUnits = { table: 1, index: 1 } as const;
/** A reaction, an edit, or an unsent message: what it reads, and writes where it is not the newest one. */
export const changeUnits = { table: 6, index: 0, read: 2 } as const;
/** Read units of a request that says that a person is typing. */
export const typingUnits = 0.5;
/** Read units of a page of 20 of ordinary length, of either kind. */
export const pageUnits = 1;
/** Read units of the profile for a token's claims. */
export const profileUnits = 0.5;

/** Units of the sweep: to look at a million rows in the index, once a day, and to empty one row. */
export const sweepUnits = {
  readAMillion: (1_000_000 * (rowOverhead + limits.preview.maxBytes)) / (4 * KB) / 2,
  write: 2,
} as const;

/** Read units of the largest page: strongly consistent, of messages with this text. */
export const largestPageUnits = (items: number, textBytes: number): number =>
  Math.ceil((items * (messageOverhead + textBytes)) / (4 * KB));
