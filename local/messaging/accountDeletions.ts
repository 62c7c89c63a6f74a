import { accountDeletions } from '../../resolvers/accountDeletions.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Handler } from '../cognito/loadTriggers.js';
import { matches } from '../lambda/eventFilter.js';
import type { Log } from '../host/log.js';

/**
 * What EventBridge and Lambda do with the user pool's deletions: the pattern, one event after the other, the
 * same again when the function fails. `stop` waits for the calls that are under way.
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
          log.error({ err }, 'the worker could not be asked to delete what an account leaves');
          return;
        }
      }
    });
  });
  return { stop: () => calls };
}
