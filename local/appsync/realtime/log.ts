/** What real time has to tell the operator. pino's loggers fit. Never a token or a payload. */
export interface Log {
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

export const silentLog: Log = { warn() {}, error() {} };
