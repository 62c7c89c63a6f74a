import { fail } from './errors.js';
import { type CancellationReason, isRace } from './transaction.js';

/** Ends the request when a cancelled transaction of a block cannot be tried again. Errors: `Unavailable`. */
export function failOnCancelledBlock(reasons: CancellationReason[]): void {
  if (!isRace(reasons)) fail('Unavailable', 'The table did not take the change. Try again.');
}
