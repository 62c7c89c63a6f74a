import type { Message } from '../../messaging';

/** The reactions that are near; a picker has all others. */
export const usualEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** A person's reaction to a message. */
export const reactionOf = ({ reactions }: Message, userUuid: string): string | undefined =>
  reactions?.find((reaction) => reaction.userUuid === userUuid)?.emoji;

/** Without what only says that it is drawn as an emoji. */
const bare = (emoji: string): string => emoji.replaceAll('\uFE0F', '');

/** An emoji as the usual ones are written, so that the same reaction is the same text. */
export const asUsual = (emoji: string): string =>
  usualEmoji.find((usual) => bare(usual) === bare(emoji)) ?? emoji;
