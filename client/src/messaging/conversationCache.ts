import type { QueryClient } from '@tanstack/react-query';
import { reachesNewest, type History } from './history';
import type { QueryKeys } from './queryKeys';
import { emptyTail, type Tail } from './timeline';

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

  updateTail(group: string, update: (tail: Tail) => Tail): void {
    this.#queryClient.setQueryData<Tail>(this.#keys.tail(group), (tail) =>
      update(tail ?? emptyTail),
    );
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

  /** The conversations that a component shows. */
  open(): readonly string[] {
    return this.#queryClient
      .getQueryCache()
      .findAll({ queryKey: this.#keys.histories, type: 'active' })
      .map(({ queryKey }) => this.#keys.groupOf(queryKey));
  }

  remove(group: string): void {
    this.#queryClient.removeQueries({ queryKey: this.#keys.history(group) });
    this.#queryClient.removeQueries({ queryKey: this.#keys.tail(group) });
  }

  /** Removes all conversations that no component shows: they are loaded again when one does. */
  removeClosed(): void {
    this.#queryClient.removeQueries({ queryKey: this.#keys.histories, type: 'inactive' });
    this.#queryClient.removeQueries({
      queryKey: this.#keys.tails,
      predicate: (tail) => tail.getObserversCount() === 0,
    });
  }
}
