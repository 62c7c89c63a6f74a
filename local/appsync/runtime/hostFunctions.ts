import { randomInt, randomUUID } from 'node:crypto';
import ksuid from 'ksuid';
import { ulid } from 'ulid';
import { HostFault } from './errors.js';
import { matchesPattern, replacePattern } from './java/matching.js';
import { formatTime, parseIsoTime, parseTime } from './java/time.js';
import type { Answer, Host } from './realm/host.js';
import { xmlToJson } from './xml.js';

/** The clock and the log of an evaluation. */
export interface Surroundings {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** Where the resolvers' `console` output goes, and the host's warnings about their code. */
export interface Logger {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * A random number from 0 up to, not including, 1. The library's own generator makes a system call
 * for each character of a ULID.
 */
const randomFraction = (): number => randomInt(2 ** 32) / 2 ** 32;

/** The host's side of `realm/host.ts`. */
export function hostFunctions(surroundings: () => Surroundings): Host {
  const warned = new WeakMap<Logger, Set<string>>();
  const write = (level: keyof Logger, message: string) => {
    try {
      surroundings().logger[level](message);
    } catch {
      // A failing logger must not fail the resolver, and its error must not reach it.
    }
  };
  const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
  return {
    now: () => surroundings().now(),
    uuid: () => randomUUID(),
    ulid: () => ulid(surroundings().now(), randomFraction),
    ksuid: () => ksuid.randomSync(surroundings().now()).string,
    log: (level, message) => write(level, message),
    warn: (message) => {
      const { logger } = surroundings();
      const known = warned.get(logger) ?? new Set();
      if (known.has(message)) return;
      warned.set(logger, known.add(message));
      write('warn', message);
    },
    base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
    base64Decode: (text) =>
      answer(() => {
        if (!base64.test(text)) throw new HostFault('not base64 text');
        return Buffer.from(text, 'base64').toString('utf8');
      }),
    matches: (pattern, text) => answer(() => String(matchesPattern(pattern, text))),
    replace: (text, pattern, replacement, all) =>
      answer(() => replacePattern(text, pattern, replacement, all)),
    formatTime: (time, pattern, zone) => answer(() => formatTime(time, pattern, zone)),
    parseTime: (text, pattern, zone) => answer(() => String(parseTime(text, pattern, zone))),
    parseIsoTime: (text) => answer(() => String(parseIsoTime(text))),
    parseXml: (text) => answer(() => xmlToJson(text)),
  };
}

function answer(work: () => string): Answer {
  try {
    return `=${work()}`;
  } catch (error) {
    return `!${error instanceof HostFault ? error.message : 'Runtime Error'}`;
  }
}
