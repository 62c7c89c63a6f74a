/** Where the engine logs its own faults. A pino logger fits. */
export interface EngineLog {
  error(details: object, message: string): void;
}
