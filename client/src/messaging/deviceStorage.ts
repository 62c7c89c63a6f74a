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
