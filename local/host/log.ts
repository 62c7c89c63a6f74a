import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

/** The log of the host, for the person who runs it. It never receives a token or a message text. */
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
