/** A cache that is bounded by the memory of its entries. The oldest entries leave first. */
export class ByteCache<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly bytes: number }>();
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param maxBytes the estimated memory of all entries; an entry may take a quarter of it */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** @param bytes the estimated memory of the value, without its key */
  set(key: string, value: Value, bytes: number): void {
    const size = bytes + 2 * key.length;
    if (size > this.#maxBytes / 4 || this.#entries.has(key)) return;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes + size <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= entry.bytes;
    }
    this.#entries.set(key, { value, bytes: size });
    this.#bytes += size;
  }
}
