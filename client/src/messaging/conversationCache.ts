import type { QueryClient } from '@tanstack/react-query';
import { reachesNewest, type History } from './history';
import { isLaterState, laterOf } from './messageChange';
import { queryDefaults } from './queryDefaults';
import type { QueryKeys } from './queryKeys';
import { withChanged } from './tailChanges';
import { emptyTail, type Tail } from './timeline';
import type { Message, WholeMessageGroup } from './types';

/** What is loaded of conversations, in the query client's cache: history and tail of each. */
export class ConversationCache {
  readonly #queryClient: QueryClient;
  readonly #keys: QueryKeys;

  constructor(queryClient: QueryClient, keys: QueryKeys) {
    this.#queryClient = queryClient;
    this.#keys = keys;
  }

  history(group: string): History | undefined {
    return this.#queryClient.getQueryData<History>(this.#keys.history(group));
  }

  tail(group: string): Tail | undefined {
    return this.#queryClient.getQueryData<Tail>(this.#keys.tail(group));
  }

  /** A message as it is now, where it is loaded. The same object while nothing changes. */
  find(group: string, uuid: string): Message | undefined {
    const tail = this.tail(group) ?? emptyTail;
    const isIt = (message: Message): boolean => message.uuid === uuid;
    const page = this.history(group)?.pages.find(
      ({ messages: [first, ...rest] }) =>
        first && first.uuid <= uuid && uuid <= (rest.at(-1) ?? first).uuid,
    );
    return laterOf(
      laterOf(tail.messages.find(isIt), page?.messages.find(isIt)),
      tail.changes.get(uuid)?.message,
    );
  }

  updateTail(group: string, update: (tail: Tail) => Tail): void {
    this.#queryClient.setQueryData<Tail>(this.#keys.tail(group), (tail) =>
      update(tail ?? emptyTail),
    );
  }

  /**
   * Takes messages that have changed, at the time `now`: into the conversation, where that is loaded, and
   * where one of them was read by itself.
   */
  change(group: string, messages: readonly Message[], now: number): void {
    if (this.tail(group)) this.updateTail(group, (tail) => withChanged(tail, messages, now));
    for (const message of messages) {
      const queryKey = this.#keys.single(group, message.uuid);
      this.#queryClient.setQueryData<Message | null>(queryKey, (known) =>
        known && isLaterState(message, known) ? message : known,
      );
    }
  }

  /**
   * The row of a conversation, which may be read at this moment or have been read before: then it leads
   * to an earlier change, and no less is caught up.
   */
  row(
    group: string,
    read: () => Promise<WholeMessageGroup | null>,
  ): Promise<WholeMessageGroup | null> {
    const queryKey = this.#keys.row(group);
    return this.#queryClient.fetchQuery({ ...queryDefaults, queryKey, queryFn: read });
  }

  /** Messages that were read by themselves are read again. */
  async renewSingles(group: string): Promise<void> {
    await this.#queryClient.invalidateQueries({ queryKey: [...this.#keys.singles, group] });
  }

  /** Replaces the history. A page that is on its way is dropped: it belongs to the old history. */
  async replaceHistory(group: string, history: History): Promise<void> {
    const queryKey = this.#keys.history(group);
    await this.#queryClient.cancelQueries({ queryKey });
    this.#queryClient.setQueryData<History>(queryKey, history);
  }

  /** True while newer pages than the loaded ones exist. */
  isFarBack(group: string): boolean {
    const history = this.history(group);
    return history !== undefined && !reachesNewest(history);
  }

  /** True while a component shows the conversation. */
  isOpen(group: string): boolean {
    const query = this.#queryClient.getQueryCache().find({ queryKey: this.#keys.history(group) });
    return query?.isActive() ?? false;
  }

  /** The conversations that are loaded, or of those the ones that a component shows. */
  loaded(type: 'all' | 'active'): readonly string[] {
    return this.#queryClient
      .getQueryCache()
      .findAll({ queryKey: this.#keys.histories, type })
      .map(({ queryKey }) => this.#keys.groupOf(queryKey));
  }

  remove(group: string): void {
    this.#queryClient.removeQueries({ queryKey: this.#keys.history(group) });
    this.#queryClient.removeQueries({ queryKey: this.#keys.tail(group) });
  }

  /** Removes all that no component shows: it is loaded again when one does. */
  removeClosed(): void {
    const { histories, rows, singles } = this.#keys;
    for (const queryKey of [histories, rows, singles]) {
      this.#queryClient.removeQueries({ queryKey, type: 'inactive' });
    }
    this.#queryClient.removeQueries({
      queryKey: this.#keys.tails,
      predicate: (tail) => tail.getObserversCount() === 0,
    });
  }
}
