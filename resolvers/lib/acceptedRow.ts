import type { DataSourceError } from './errors.js';
import { fail, failOnError } from './errors.js';
import { folderOf } from './folders.js';
import { hasConversation, type MessageGroupItem } from './items.js';

/**
 * Ends the request unless the caller has accepted the conversation and does not block the other person.
 * Errors: `MessageGroupNotFound`, `RecipientBlocked`, `NotAccepted`, `Unavailable`.
 * @param row the caller's, as a GetItem returned it
 */
export function checkAccepted(
  row: MessageGroupItem | null,
  error: DataSourceError | undefined,
): void {
  failOnError(error);
  if (!row || !hasConversation(row)) {
    fail('MessageGroupNotFound', 'This conversation does not exist yet');
  }
  if (row!.blocked) fail('RecipientBlocked', 'You block this person. End the block first.');
  if (folderOf(row!.home) !== 'INBOX') fail('NotAccepted', 'Accept the conversation first');
}
