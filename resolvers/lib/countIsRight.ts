import type { Expression } from './expression.js';
import type { MessageGroupItem } from './items.js';

/**
 * The condition under which the messages that were counted after a row was read are still those to take
 * off its count: neither has the marker moved, nor was an unread message unsent.
 */
export function countIsRight({ readUpTo, lastUnsend }: MessageGroupItem): Expression {
  const marker = readUpTo ? 'readUpTo = :seen' : 'attribute_not_exists(readUpTo)';
  const unsend = lastUnsend ? 'lastUnsend = :unsend' : 'attribute_not_exists(lastUnsend)';
  const values = {
    ...(readUpTo ? { ':seen': readUpTo } : {}),
    ...(lastUnsend ? { ':unsend': lastUnsend } : {}),
  };
  return {
    expression: `attribute_not_exists(blocked) AND ${marker} AND ${unsend}`,
    ...(readUpTo || lastUnsend ? { values } : {}),
  };
}
