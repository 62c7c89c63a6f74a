import type { UpdateMessageGroupInput } from '../generated/graphql';
import type { MessagingApi } from './api';
import type { InboxStore } from './inboxStore';
import type { MessageGroup } from './types';

interface RowChangesOptions {
  readonly api: Pick<MessagingApi, 'updateMessageGroup' | 'blockUser' | 'unblockUser'>;
  readonly inbox: Pick<InboxStore, 'dispatch' | 'refetchRows'>;
}

/**
 * What a person does with their rows: only they see it. Each change rejects with the API's
 * `MessagingError`.
 */
export class RowChanges {
  readonly #api: RowChangesOptions['api'];
  readonly #inbox: RowChangesOptions['inbox'];

  constructor({ api, inbox }: RowChangesOptions) {
    this.#api = api;
    this.#inbox = inbox;
  }

  /** Archives, brings back or accepts a conversation. Errors: `MessageGroupChanged`: look again. */
  async moveTo(folder: 'INBOX' | 'ARCHIVE', row: MessageGroup): Promise<void> {
    const seen = folder === 'ARCHIVE' ? row.lastMessageUuid : undefined;
    await this.#set(row, { folder, seen });
  }

  async mute(row: MessageGroup, muted: boolean): Promise<void> {
    await this.#set(row, { muted });
  }

  /** Deletes the conversation for this person, up to its newest message. */
  async clear(row: MessageGroup): Promise<void> {
    await this.#set(row, { clearedUpTo: row.lastMessageUuid });
  }

  async block(otherUserUuid: string): Promise<void> {
    const row = await this.#api.blockUser(otherUserUuid);
    this.#inbox.dispatch({ type: 'rows', rows: [row] });
  }

  async unblock(otherUserUuid: string): Promise<void> {
    const row = await this.#api.unblockUser(otherUserUuid);
    this.#inbox.dispatch({ type: 'rows', rows: [row] });
    await this.#inbox.refetchRows([row.uuid]);
  }

  /** What the API answers is shown; where it refuses, the row is read again. */
  async #set({ uuid }: MessageGroup, change: Omit<UpdateMessageGroupInput, 'uuid'>): Promise<void> {
    try {
      const row = await this.#api.updateMessageGroup({ uuid, ...change });
      this.#inbox.dispatch({ type: 'rows', rows: [row] });
    } catch (error) {
      void this.#inbox.refetchRows([uuid]);
      throw error;
    }
  }
}
