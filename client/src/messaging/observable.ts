/** One value that changes over time. The only store with listeners in this client. */
export class Observable<Value> {
  readonly #listeners = new Set<() => void>();
  readonly #start: ((set: (value: Value) => void) => () => void) | undefined;
  #stop: (() => void) | undefined;
  #value: Value;

  /**
   * @param start runs when the first listener comes; returns what to run when the last one goes.
   */
  constructor(value: Value, start?: (set: (value: Value) => void) => () => void) {
    this.#value = value;
    this.#start = start;
  }

  get current(): Value {
    return this.#value;
  }

  /** Calls the listeners, unless the value is the same. */
  readonly set = (value: Value): void => {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#listeners.forEach((listener) => listener());
  };

  /** Returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) this.#stop = this.#start?.(this.set);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  };

  readonly getSnapshot = (): Value => this.#value;
}
