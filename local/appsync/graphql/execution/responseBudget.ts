/**
 * Counts the size of a response while it is completed. Once the limit is exceeded, completion stops
 * and the whole request fails.
 */
export class ResponseBudget {
  #left: number;

  /** @param bytes the largest response, approximately */
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
