/** What is open belongs to a tab; history and settings to all of them. */
const storageOf = (key: string): Storage =>
  key.endsWith(':tabState') ? window.sessionStorage : window.localStorage;

/** For GraphiQL's `storage`. */
export const tabStorage: Storage = {
  get length() {
    return window.localStorage.length;
  },
  key: (index) => window.localStorage.key(index),
  getItem: (key) => storageOf(key).getItem(key),
  setItem: (key, value) => storageOf(key).setItem(key, value),
  removeItem: (key) => storageOf(key).removeItem(key),
  clear: () => {
    window.localStorage.clear();
    window.sessionStorage.clear();
  },
};
