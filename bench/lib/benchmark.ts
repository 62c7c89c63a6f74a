/** One line of the table. */
export interface Row {
  readonly measure: string;
  /** With its unit. */
  readonly value: string;
  /** What it is compared with, with its unit. */
  readonly beside?: string;
  readonly ratio?: string;
  /** The bound, if there is one, and whether the figure is within it. */
  readonly wanted?: { readonly bound: string; readonly kept: boolean };
}

export interface BenchmarkContext {
  /** Fewer rounds and fewer items: to see that it runs. */
  readonly quick: boolean;
  /** A line for people, on standard error. */
  progress(text: string): void;
  /** Runs after the benchmark, in reverse order, also after a failure. */
  cleanUp(end: () => Promise<unknown> | void): void;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** How the figures were made; printed under the table. */
  readonly note?: string;
  run(context: BenchmarkContext): Promise<Row[]>;
}

/** The machine lacks a program that the benchmark needs. The message names it and how to get it. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
}
