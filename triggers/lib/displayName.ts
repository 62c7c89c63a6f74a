import { displayNames } from '../../resolvers/displayNames.js';

const all = (pattern: string) => new RegExp(pattern, 'gu');

const visible = new RegExp(displayNames.visible, 'u');
const invisible = new RegExp(displayNames.invisible, 'u');
const stackedMarks = new RegExp(displayNames.stackedMarks, 'u');
const needed = displayNames.needed.map(all);
const balanced = new RegExp(`^${displayNames.balanced}$`, 'u');
const direction = all(displayNames.direction);

/**
 * What is wrong with the characters of a display name, as a sentence without a full stop; undefined
 * for a good one. Does not check its length. `resolvers/lib/displayName.ts` says the same.
 */
export function displayNameProblem(name: string): string | undefined {
  if (!visible.test(name)) return 'Choose a display name that can be seen (attribute name)';
  if (stackedMarks.test(name)) return 'A display name can have at most 4 accents on one letter';
  const rest = [...needed, direction].reduce((text, pattern) => text.replace(pattern, ''), name);
  if (!balanced.test(name) || invisible.test(rest)) {
    return 'A display name cannot contain invisible or control characters';
  }
  return undefined;
}
