/** One line of the table. */
export interface Row {
  readonly measure: string;
  /** With its unit. */
  readonly value: string;
  /** What it is compared with, with its unit. */
  readonly beside?: string;
  readonly ratio?: string;
  /** A bound, where there is one, and whether it was kept. */
  readonly wanted?: { readonly bound: string; readonly kept: boolean };
}

export interface BenchmarkContext {
  /** Fewer rounds and fewer items: to see that it runs. */
  readonly quick: boolean;
  /** A line for people, on standard error. */
  progress(text: string): void;
  /** Called after the benchmark, in reverse order, also when it failed. */
  cleanUp(end: () => Promise<unknown> | void): void;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** What the figures rest on; printed under the table. */
  readonly note?: string;
  run(context: BenchmarkContext): Promise<Row[]>;
}

/** This machine lacks what a benchmark needs; the message says what, and how to get it. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
}
