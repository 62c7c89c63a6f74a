import type { QueryClient } from '@tanstack/react-query';
import type { MessagingApi } from './api';
import { isLater } from './ids';
import type { QueryKeys } from './queryKeys';
import type { ReadMarker, WholeMessageGroup } from './types';

interface ReceiptsOptions {
  readonly api: Pick<MessagingApi, 'messageGroup'>;
  readonly queryClient: QueryClient;
  readonly keys: QueryKeys;
}

/** How far the other people have read: a part of the rows that are read one by one, and pushed. */
export class Receipts {
  readonly #options: ReceiptsOptions;
  /** The newest marker of each conversation that was pushed since its row was read. */
  readonly #pushed = new Map<string, string>();

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /** Reads a row. A marker that is pushed meanwhile may be newer than the answer. */
  readonly readRow = async (messageGroupUuid: string): Promise<WholeMessageGroup | null> => {
    const before = this.#pushed.get(messageGroupUuid);
    const row = await this.#options.api.messageGroup(messageGroupUuid);
    const pushed = this.#pushed.get(messageGroupUuid);
    if (row && pushed !== undefined && pushed !== before) return withMarker(row, pushed);
    // What was pushed before is in the answer, unless the other person hides it by now.
    this.#pushed.delete(messageGroupUuid);
    return row;
  };

  /** Takes a marker of another person. Markers only go on. */
  push({ messageGroupUuid, readUpTo }: ReadMarker): void {
    const known = this.#pushed.get(messageGroupUuid);
    if (readUpTo === null || (known !== undefined && known >= readUpTo)) return;
    this.#pushed.set(messageGroupUuid, readUpTo);
    const { queryClient, keys } = this.#options;
    queryClient.setQueryData<WholeMessageGroup | null>(
      keys.row(messageGroupUuid),
      (row) => row && withMarker(row, readUpTo),
    );
  }
}

const withMarker = (row: WholeMessageGroup, readUpTo: string): WholeMessageGroup =>
  isLater(readUpTo, row.otherUserReadUpTo) ? { ...row, otherUserReadUpTo: readUpTo } : row;
