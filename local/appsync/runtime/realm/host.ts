/**
 * The host's functions that the realm calls. Only strings, numbers and booleans cross the border,
 * in both directions, so that a resolver can never reach an object or an error of the host.
 */
export interface Host {
  now(): number;
  uuid(): string;
  ulid(): string;
  ksuid(): string;
  log(level: 'log' | 'error', message: string): void;
  /** Logs a warning of the host's own; each message once for each logger. */
  warn(message: string): void;
  base64Encode(text: string): string;
  base64Decode(text: string): Answer;
  matches(pattern: string, text: string): Answer;
  replace(text: string, pattern: string, replacement: string, all: boolean): Answer;
  formatTime(epochMilliseconds: number, pattern: string, zone: string | undefined): Answer;
  /** Epoch milliseconds, as digits. */
  parseTime(text: string, pattern: string, zone: string | undefined): Answer;
  parseIsoTime(text: string): Answer;
  /** JSON text. */
  parseXml(text: string): Answer;
}

/** `=` and a result, or `!` and the message of a fault. */
export type Answer = string;
