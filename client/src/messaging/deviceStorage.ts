/** As `Storage`, for as long as the page lives. */
class PageStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }
  key(at: number): string | null {
    return [...this.#items.keys()][at] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  clear(): void {
    this.#items.clear();
  }
}

const pageStorage = new PageStorage();

/** The browser's storage; where that is forbidden, as with all cookies blocked, memory of the page. */
export function deviceStorage(): Storage {
  try {
    return localStorage;
  } catch {
    return pageStorage;
  }
}

/** The keys of a storage that begin with a text. */
export const keysWith = (prefix: string, storage: Storage): readonly string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
    key.startsWith(prefix),
  );

/**
 * Calls when another tab has changed what is stored under such a key, or has removed everything.
 * @returns a function that ends it.
 */
export function onOtherTab(prefix: string, listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === null || key.startsWith(prefix)) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
