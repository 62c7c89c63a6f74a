/** Part of a pino logger. */
export interface Log {
  debug(message: string): void;
  warn(message: string): void;
}

export const engineNames = ['dynoxide', 'dynamodb-local'] as const;
export type EngineName = (typeof engineNames)[number];

/** A program that speaks DynamoDB's HTTP API and runs as a child process of the host. */
export interface Engine {
  /** The value for `--engine`. */
  readonly name: EngineName;
  /** For people: `DynamoDB Local`. */
  readonly title: string;
  /** Rejects with an `EngineError`, or with the signal's reason. */
  start(options: EngineOptions): Promise<RunningEngine>;
}

export interface EngineOptions {
  /** Where the tables are kept; made if it does not exist. If left out: in memory. */
  readonly dataDirectory?: string;
  /** The endpoint of the engine that this one replaces. If left out: any free port on loopback. */
  readonly endpoint?: string;
  readonly log?: Log;
  /** Stops the engine, also while it starts. */
  readonly signal?: AbortSignal;
}

/** How an engine ended. `expected`: by `stop()` or the signal. */
export interface EngineExit {
  readonly expected: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last line of its error output, for a message. */
  readonly lastStderrLine: string;
}

export interface RunningEngine {
  /** `http://<loopback address>:<port>`. */
  readonly endpoint: string;
  /** The engine's own process. */
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason; never rejects. */
  readonly exited: Promise<EngineExit>;
  /**
   * Stops it in order. Resolves when the process has ended and the port is free. May be called
   * again.
   */
  stop(): Promise<void>;
}
