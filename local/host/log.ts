import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

/** What the host tells the person who runs it. Tokens and what people wrote never get here. */
export type Log = Logger;

/** Lines for people, on standard error. @param level `LOG_LEVEL`. */
export const consoleLog = (level = 'info'): Log =>
  pino(
    { level, base: null },
    pretty({
      destination: 2,
      sync: true,
      singleLine: true,
      colorize: process.stderr.isTTY,
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss',
    }),
  );

export const silentLog = (): Log => pino({ level: 'silent' });
