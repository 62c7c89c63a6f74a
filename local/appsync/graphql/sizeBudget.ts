/**
 * Counts the size of an answer while it is made. Once the limit is exceeded, the rest of it is not made:
 * a response fails as a whole, a push is dropped.
 */
export class SizeBudget {
  #left: number;

  /** @param bytes the largest answer, approximately */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isExceeded(): boolean {
    return this.#left < 0;
  }

  charge(bytes: number): void {
    this.#left -= bytes;
  }
}

/** The approximate size of a scalar in JSON, bytes. Objects count as their JSON text. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  return JSON.stringify(value).length;
}
