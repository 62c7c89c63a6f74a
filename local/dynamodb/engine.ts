/** Part of a pino logger. */
export interface Log {
  debug(message: string): void;
  warn(message: string): void;
}

export const engineNames = ['dynoxide', 'dynamodb-local'] as const;
export type EngineName = (typeof engineNames)[number];

/** Something that speaks DynamoDB's HTTP API and runs as a child process of the host. */
export interface Engine {
  /** As `--engine` takes it. */
  readonly name: EngineName;
  /** For people: `DynamoDB Local`. */
  readonly title: string;
  /** Rejects with an `EngineError`, or with the signal's reason. */
  start(options: EngineOptions): Promise<RunningEngine>;
}

export interface EngineOptions {
  /** Where the tables are kept; made when it is not there. Left out: in memory. */
  readonly dataDirectory?: string;
  /** Where one that has ended was found. Left out: any free place on loopback. */
  readonly endpoint?: string;
  readonly log?: Log;
  /** Stops it, also while it starts. */
  readonly signal?: AbortSignal;
}

/** How it ended. `expected`: by `stop()` or the signal. */
export interface EngineExit {
  readonly expected: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last line it wrote to its error output, for a message. */
  readonly lastStderrLine: string;
}

export interface RunningEngine {
  /** `http://<loopback address>:<port>`. */
  readonly endpoint: string;
  /** The engine's own process. */
  readonly pid: number;
  /** Resolves when it has ended, whatever the reason; never rejects. */
  readonly exited: Promise<EngineExit>;
  /** Ends it in order, and resolves when the process is gone and the port free. May be called again. */
  stop(): Promise<void>;
}
