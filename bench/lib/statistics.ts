/** The percentile of the samples at `share` (0 to 1), by nearest rank. */
export const percentile = (samples: readonly number[], share: number): number => {
  if (samples.length === 0) throw new Error('No samples');
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
};

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const count = (value: number): string => value.toLocaleString('en-US');

/** Milliseconds of a monotonic clock that all processes of this machine share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Milliseconds that `run` takes. */
export const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = now();
  await run();
  return now() - start;
};
