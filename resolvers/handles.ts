/** What decides whether a handle is free, for resolvers and triggers alike. */

/**
 * Handles that no person can have, because a reader would take them for the operator. Handles that
 * look like one of them are reserved, too (`adm1n`).
 */
export const RESERVED_HANDLES: readonly string[] = [
  'abuse',
  'admin',
  'administrator',
  'everyone',
  'help',
  'info',
  'me',
  'mod',
  'moderator',
  'moderators',
  'noreply',
  'official',
  'root',
  'security',
  'staff',
  'support',
  'system',
  'team',
];

/** Characters that look like others, written as those others (Unicode TS 39, confusables). */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  m: 'rn',
  w: 'vv',
};

/**
 * The skeleton of a handle. Two handles that look alike have the same one, so a claim on a handle is
 * keyed by it and only one person can have it. Leading, trailing and repeated separators (`_` and
 * `.`) do not count.
 *
 * `m` becomes `rn` and not the other way round: of `vvv` it would be open whether `wv` or `vw` is
 * meant, and the skeleton of a prefix would not be a prefix of the skeleton.
 *
 * @param handle in lower case
 */
export function skeletonOf(handle: string): string {
  let skeleton = '';
  let separator = '';
  for (const character of handle.split('')) {
    if (character === '_' || character === '.') {
      separator = separator || character;
    } else {
      skeleton += (skeleton ? separator : '') + (LOOKS_LIKE[character] ?? character);
      separator = '';
    }
  }
  return skeleton;
}

/** Whether a handle is reserved, or looks like one that is. @param handle in lower case */
export function isReserved(handle: string): boolean {
  const skeleton = skeletonOf(handle);
  for (const reserved of RESERVED_HANDLES) {
    if (skeletonOf(reserved) === skeleton) return true;
  }
  return false;
}
