/**
 * What the host does for the realm. Only strings, numbers and booleans cross, in both directions,
 * so that no object of the host's, and no error, is ever in reach of a resolver.
 */
export interface Host {
  now(): number;
  uuid(): string;
  ulid(): string;
  ksuid(): string;
  log(level: 'log' | 'error', message: string): void;
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

/** A result behind `=`, or the words of a fault behind `!`. */
export type Answer = string;
