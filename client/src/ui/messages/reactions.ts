import type { Message } from '../../messaging';

/** The reactions that are near; a picker has all others. */
export const usualEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** A person's reaction to a message. */
export const reactionOf = ({ reactions }: Message, userUuid: string): string | undefined =>
  reactions.find((reaction) => reaction.userUuid === userUuid)?.emoji;
