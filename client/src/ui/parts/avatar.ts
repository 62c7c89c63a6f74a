/** White text on each of these has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3). */
export const avatarColours = [
  '#8a3d63',
  '#7a4b12',
  '#5b5a12',
  '#2f6a2f',
  '#0f6a5c',
  '#11638a',
  '#3454a4',
  '#5b47a8',
  '#82399a',
  '#9a3434',
] as const;

/** The same colour for the same person everywhere. */
export function avatarColour(uuid: string): string {
  let hash = 0;
  for (const character of uuid) hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003;
  return avatarColours[hash % avatarColours.length]!;
}

/** Up to two initials, of the first and the last word; of text in any script, whole characters only. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const initials = chosen.map((word) => [...segmenter.segment(word)][0]?.segment ?? '');
  return initials.join('').toLocaleUpperCase() || '?';
}
