import { setTimeout } from 'node:timers/promises';

/** @returns resolves when the next step may begin: so many a second, and no burst after a slow one */
export function pace(stepsASecond: number, signal?: AbortSignal): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = Date.now();
    const wait = next - now;
    next = Math.max(next, now) + 1_000 / stepsASecond;
    if (wait > 0) await setTimeout(wait, undefined, { signal });
  };
}
