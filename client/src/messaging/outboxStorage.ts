import { inOrder, type OutboxEntry } from './outbox';

/** Where entries outlive the page. */
export interface OutboxStorage {
  list(): readonly OutboxEntry[];
  put(entry: OutboxEntry): void;
  remove(clientToken: string): void;
  clear(): void;
  /** Calls when another tab has changed something; answers with how to stop. */
  subscribe(listener: () => void): () => void;
}

/**
 * One person's outbox in the browser's storage: an item for each entry, so that two tabs which write
 * at the same time never overwrite each other's. Writes are done when they return. Where the storage
 * is full or forbidden, the entry is kept in memory and is lost with the page.
 */
export function createOutboxStorage(userUuid: string, storage: Storage): OutboxStorage {
  const prefix = `messaging.outbox.${userUuid}.`;
  const unsaved = new Map<string, OutboxEntry>();

  const keys = (): string[] =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
      key.startsWith(prefix),
    );
  const read = (key: string): OutboxEntry[] => {
    try {
      const entry: unknown = JSON.parse(storage.getItem(key) ?? 'null');
      return isEntry(entry) ? [entry] : [];
    } catch {
      return [];
    }
  };

  return {
    list: () => inOrder([...keys().flatMap(read), ...unsaved.values()]),
    put: (entry) => {
      try {
        storage.setItem(prefix + entry.clientToken, JSON.stringify(entry));
        unsaved.delete(entry.clientToken);
      } catch {
        unsaved.set(entry.clientToken, entry);
      }
    },
    remove: (clientToken) => {
      unsaved.delete(clientToken);
      storage.removeItem(prefix + clientToken);
    },
    clear: () => {
      unsaved.clear();
      keys().forEach((key) => storage.removeItem(key));
    },
    subscribe: (listener) => {
      const onStorage = ({ key }: StorageEvent): void => {
        if (key === null || key.startsWith(prefix)) listener();
      };
      window.addEventListener('storage', onStorage);
      return () => window.removeEventListener('storage', onStorage);
    },
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
