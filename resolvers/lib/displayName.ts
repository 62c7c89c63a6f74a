import { util } from '@aws-appsync/utils';
import { displayNames } from '../displayNames.js';
import { limits } from '../limits.js';
import { fail } from './errors.js';

const contains = (text: string, pattern: string): boolean =>
  util.matches(`^(?s).*${pattern}.*\\z`, text);

/**
 * Checks a display name as the sign-up does (`triggers/lib/displayName.ts`), by the same patterns.
 * @returns it, without space around it. Errors: `InvalidDisplayName`.
 */
export function displayNameOf(argument: string): string {
  const name = argument.trim();
  const max = limits.displayName.maxCodePoints;
  if (name.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, name)) {
    fail('InvalidDisplayName', `A display name has at most ${max} characters`, { max });
  }
  if (!contains(name, displayNames.visible)) {
    fail('InvalidDisplayName', 'Choose a display name that can be seen');
  }
  if (contains(name, displayNames.stackedMarks)) {
    fail('InvalidDisplayName', 'A display name can have at most 4 accents on one letter');
  }
  let rest = name;
  for (const pattern of [...displayNames.needed, displayNames.direction]) {
    rest = rest.replaceAll(pattern, '');
  }
  const isBalanced = util.matches(`^${displayNames.balanced}\\z`, name);
  if (!isBalanced || contains(rest, displayNames.invisible)) {
    fail('InvalidDisplayName', 'A display name cannot contain invisible or control characters');
  }
  return name;
}
