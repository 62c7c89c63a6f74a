/** The log of the real-time endpoint; pino's loggers fit. It never receives a token or a payload. */
export interface Log {
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

export const silentLog: Log = { warn() {}, error() {} };
