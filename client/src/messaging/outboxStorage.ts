import { keysWith, onOtherTab } from './deviceStorage';
import { inOrder, type OutboxEntry } from './outbox';

/** Where entries outlive the page. */
export type OutboxStorage = ReturnType<typeof createOutboxStorage>;

/**
 * One person's outbox in the browser's storage: an item for each entry, so that two tabs which write
 * at the same time never overwrite each other's. Writes are done when they return. Where the storage
 * is full or forbidden, the entry is kept in memory and is lost with the page.
 */
export function createOutboxStorage(userUuid: string, storage: Storage) {
  const prefix = `messaging.outbox.${userUuid}.`;
  const unsaved = new Map<string, OutboxEntry>();

  const read = (key: string): OutboxEntry[] => {
    try {
      const entry: unknown = JSON.parse(storage.getItem(key) ?? 'null');
      return isEntry(entry) ? [entry] : [];
    } catch {
      return [];
    }
  };

  return {
    list: () => inOrder([...keysWith(prefix, storage).flatMap(read), ...unsaved.values()]),
    put: (entry: OutboxEntry): void => {
      try {
        storage.setItem(prefix + entry.clientToken, JSON.stringify(entry));
        unsaved.delete(entry.clientToken);
      } catch {
        unsaved.set(entry.clientToken, entry);
      }
    },
    remove: (clientToken: string): void => {
      unsaved.delete(clientToken);
      storage.removeItem(prefix + clientToken);
    },
    clear: (): void => {
      unsaved.clear();
      keysWith(prefix, storage).forEach((key) => storage.removeItem(key));
    },
    /** Calls when another tab has changed something. @returns a function that ends it. */
    subscribe: (listener: () => void) => onOtherTab(prefix, listener),
  };
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { clientToken, messageGroupUuid, message, recipient } = value as Record<string, unknown>;
  return (
    typeof clientToken === 'string' &&
    typeof messageGroupUuid === 'string' &&
    typeof message === 'string' &&
    typeof recipient === 'object' &&
    recipient !== null
  );
}
