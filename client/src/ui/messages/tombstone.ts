import type { Message } from '../../messaging';

/** What stands in the place of a text that is gone. */
export function tombstoneOf(
  { userUuid: sender, deletedBy }: Pick<Message, 'userUuid' | 'deletedBy'>,
  userUuid: string,
): string {
  if (deletedBy === 'MODERATOR') return 'Removed by a moderator';
  return sender === userUuid ? 'You unsent this message' : 'This message was unsent';
}
