import type { Locks } from '../../../client/src/messaging/outboxSender';

/** Web Locks as the tabs of one browser share them (exclusive ones only): happy-dom has none. */
export function createLocks(): Locks & {
  request<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result>;
} {
  const queues = new Map<string, Promise<unknown>>();
  return {
    request: (name: string, ...rest: unknown[]) => {
      const work = rest.at(-1) as () => unknown;
      const mine = (queues.get(name) ?? Promise.resolve()).then(work);
      queues.set(
        name,
        mine.catch(() => undefined),
      );
      return mine as Promise<never>;
    },
  };
}
