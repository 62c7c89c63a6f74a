import { accountDeletions } from '../../resolvers/accountDeletions.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Handler } from '../cognito/loadTriggers.js';
import { matches } from '../lambda/eventFilter.js';
import type { Log } from '../host/log.js';

/**
 * Handles the user pool's deletions as EventBridge and Lambda do: only events that match the
 * pattern, one after the other, with retries. `stop` waits for the running calls.
 */
export function followAccountDeletions(
  { onApiCall }: Pick<Cognito, 'onApiCall'>,
  handler: Handler,
  log: Log,
): { stop(): Promise<void> } {
  let calls: Promise<void> = Promise.resolve();
  onApiCall((event) => {
    if (!matches(accountDeletions.pattern, event)) return;
    calls = calls.then(async () => {
      for (let tries = 0; ; tries += 1) {
        try {
          await handler(structuredClone(event));
          return;
        } catch (err) {
          if (tries < accountDeletions.retries) continue;
          log.error({ err }, 'marking a deleted account for the worker failed');
          return;
        }
      }
    });
  });
  return { stop: () => calls };
}
