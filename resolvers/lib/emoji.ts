import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';
import { utf8Bytes } from './text.js';

/** Characters that are drawn as an emoji by themselves (Unicode 15, `Emoji_Presentation`). */
const EMOJI = [
  '\\x{1F004}\\x{1F0CF}\\x{1F18E}\\x{1F191}-\\x{1F19A}\\x{1F201}-\\x{1F251}\\x{1F300}-\\x{1F64F}',
  '\\x{1F680}-\\x{1F6FF}\\x{1F7E0}-\\x{1F7F0}\\x{1F90C}-\\x{1F9FF}\\x{1FA70}-\\x{1FAFF}',
  '\\u231A\\u231B\\u23E9-\\u23EC\\u23F0\\u23F3\\u25FD\\u25FE\\u2614\\u2615\\u2648-\\u2653\\u267F',
  '\\u2693\\u26A1\\u26AA\\u26AB\\u26BD\\u26BE\\u26C4\\u26C5\\u26CE\\u26D4\\u26EA\\u26F2\\u26F3',
  '\\u26F5\\u26FA\\u26FD\\u2705\\u270A\\u270B\\u2728\\u274C\\u274E\\u2753-\\u2755\\u2757',
  '\\u2795-\\u2797\\u27B0\\u27BF\\u2B1B\\u2B1C\\u2B50\\u2B55',
].join('');
/** Symbols that are an emoji only where a variation selector or a skin tone follows. */
const SYMBOL = [
  '\\u00A9\\u00AE\\u203C\\u2049\\u2122\\u2139\\u2194-\\u21AA\\u2328-\\u23FA\\u24C2\\u25AA-\\u25FE',
  '\\u2600-\\u27BF\\u2934\\u2935\\u2B05-\\u2B55\\u3030\\u303D\\u3297\\u3299',
].join('');
const TONE = '[\\x{1F3FB}-\\x{1F3FF}]';
const ONE = `(?:[${EMOJI}](?:\\uFE0F|${TONE})?|[${SYMBOL}](?:\\uFE0F|${TONE}))`;
const FLAG = '[\\x{1F1E6}-\\x{1F1FF}]{2}';
/** A black flag and the tags of a region, such as Scotland. */
const REGION = '\\x{1F3F4}[\\x{E0030}-\\x{E0039}\\x{E0061}-\\x{E007A}]{3,6}\\x{E007F}';
const KEYCAP = '[0-9#*]\\uFE0F\\u20E3';
const ONE_EMOJI = `^(?:${FLAG}|${REGION}|${KEYCAP}|${ONE}(?:\\u200D${ONE})*)\\z`;

/**
 * Checks that a text is one emoji, by the shapes of Unicode Technical Standard 51. Java has no emoji
 * property before version 21, so ranges stand for it. They let through what no font draws as one emoji:
 * joined emoji and flags that do not exist, and unassigned characters of the emoji blocks. Errors:
 * `InvalidEmoji`.
 */
export function checkEmoji(emoji: string): void {
  const max = limits.reaction.maxBytes;
  if (emoji.length > max || utf8Bytes(emoji) > max || !util.matches(ONE_EMOJI, emoji)) {
    fail('InvalidEmoji', `A reaction is one emoji of at most ${max} bytes`, { max });
  }
}
