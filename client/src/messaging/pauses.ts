/** Pauses that can be ended early, all at once. */
export class Pauses {
  readonly #ends = new Set<() => void>();

  /** @param duration milliseconds */
  wait(duration: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, duration);
      this.#ends.add(end);
    });
  }

  end(): void {
    this.#ends.forEach((end) => end());
  }
}
