import type { Log } from './log.js';
import { whenNpmEnds } from './npmParent.js';

/** A started host. */
interface Running {
  /** Resolves when the host cannot serve any more. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

/**
 * Runs a host as a program. The process ends in order, also during the start: with 0 on a signal or
 * when npm ends, with 1 when the host cannot start or is lost. A second signal of the same kind ends
 * it at once.
 *
 * @param start gets a signal that gives up the start
 * @param report reports a failed start
 * @returns the started host, and `beforeStop`, which registers work that must end before the host
 */
export async function runProgram<Host extends Running>(options: {
  readonly log: Log;
  readonly start: (signal: AbortSignal) => Promise<Host>;
  readonly report: (error: unknown) => void;
}): Promise<{ host: Host; beforeStop(end: () => Promise<void> | void): void }> {
  const { log, start, report } = options;
  const stopping = new AbortController();
  const ends: (() => Promise<void> | void)[] = [];
  let starting: Promise<Host> | undefined;
  let ending: Promise<never> | undefined;
  const end = async (code: number): Promise<never> => {
    stopping.abort();
    const host = await starting?.catch(() => undefined);
    for (const before of ends) await before();
    await host?.stop();
    process.exit(code);
  };
  const stop = (code: number): Promise<never> => (ending ??= end(code));
  stopOnSignals(log, stop);
  try {
    starting = start(stopping.signal);
    const host = await starting;
    void host.lost.then((reason) => {
      log.fatal(reason.message);
      return stop(1);
    });
    return { host, beforeStop: (before) => void ends.push(before) };
  } catch (error) {
    if (stopping.signal.aborted) await new Promise(() => {}); // stop() is running and ends the process
    report(error);
    return await stop(1);
  }
}

function stopOnSignals(log: Log, stop: (code: number) => Promise<never>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      log.info('stopping');
      void stop(0);
    });
  }
  whenNpmEnds(() => {
    log.info('stopping: npm has ended');
    void stop(0);
  });
  process.once('uncaughtException', (err) => {
    log.fatal({ err }, 'unexpected error; stopping');
    void stop(1);
  });
}
