/** What the host holds at one moment. */
export interface Sample {
  /** Seconds since the start. */
  readonly at: number;
  /** Bytes in use after a garbage collection. */
  readonly heap: number;
  /** Resident bytes of the process. */
  readonly rss: number;
  /** Open file descriptors: sockets, files, pipes. */
  readonly descriptors: number;
  /** What keeps the event loop alive: timers, sockets, servers, requests. */
  readonly handles: number;
}

export type Measure = Exclude<keyof Sample, 'at'>;
export const measures: readonly Measure[] = ['heap', 'rss', 'descriptors', 'handles'];

/** Growth over the second half that still counts as flat, as a share of the mean. */
export const FLAT = 0.1;
/** Below this a soak is too short to tell a start from a leak. */
export const MIN_SECONDS = 600;

export interface Growth {
  readonly measure: Measure;
  readonly mean: number;
  /** Of the regression line over the second half, from its beginning to its end, as a share of the mean. */
  readonly share: number;
}

/** The slope of the line with the least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number => points.reduce((sum, at) => sum + at[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  const under = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** How each measure grew over the second half of the samples. */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const [from, to] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  const half = samples.filter(({ at }) => at >= (from + to) / 2);
  const seconds = (half.at(-1)?.at ?? 0) - (half[0]?.at ?? 0);
  return measures.map((measure) => {
    const mean = half.reduce((sum, of) => sum + of[measure], 0) / half.length;
    const share = (slope(half.map((of) => [of.at, of[measure]])) * seconds) / mean;
    return { measure, mean, share };
  });
}

/** What grew. None where everything is flat, or the soak was too short to tell. */
export const leaks = (samples: readonly Sample[]): Growth[] =>
  (samples.at(-1)?.at ?? 0) < MIN_SECONDS
    ? []
    : growthOf(samples).filter(({ share }) => share > FLAT);
