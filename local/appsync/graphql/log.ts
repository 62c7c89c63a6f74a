/** Where the engine tells of its own faults; a pino logger fits. */
export interface EngineLog {
  error(details: object, message: string): void;
}
