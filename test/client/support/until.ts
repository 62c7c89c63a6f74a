import type { Observable } from '../../../client/src/messaging/observable';

/** Resolves when a value is as wanted; rejects when `wanted` throws. */
export function until<Value>(
  { subscribe, getSnapshot }: Pick<Observable<Value>, 'subscribe' | 'getSnapshot'>,
  wanted: (value: Value) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      try {
        if (!wanted(getSnapshot())) return;
        resolve();
      } catch (error) {
        reject(error as Error);
      }
      end();
    };
    const end = subscribe(check);
    check();
  });
}
