import { HostFault, notKnown } from '../errors.js';
import { translatePattern } from './pattern.js';

/**
 * `util.matches`. Documented as "based on Pattern", without saying whether the pattern must take up
 * the whole text or is looked for in it; where the two differ, the case is refused as not known.
 * A pattern between `^` and `\z` never differs.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const { anywhere, whole } = compile(pattern, text);
  if (!anywhere.test(text)) return false;
  if (!whole.test(text)) {
    notKnown(
      'util.matches where the pattern fits a part of the value only; anchor it with ^ and \\z',
    );
  }
  return true;
}

/** `String.prototype.replace` and `replaceAll` with a Java pattern; `replacement` is taken as it is. */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  all: boolean,
): string {
  const { anywhere, everywhere } = compile(pattern, text);
  if (!all) return text.replace(anywhere, () => replacement);
  return text.replace(everywhere, (match: string) => {
    // Java finds nothing also between the two halves of a character beyond U+FFFF.
    if (match === '' && /[^\0-\uFFFF]/u.test(text)) {
      notKnown('replaceAll with a pattern that fits no character, beside characters beyond U+FFFF');
    }
    return replacement;
  });
}

interface Compiled {
  readonly hasWordBoundary: boolean;
  readonly anywhere: RegExp;
  readonly everywhere: RegExp;
  readonly whole: RegExp;
}

const compiled = new Map<string, Compiled>();

function compile(pattern: string, text: string): Compiled {
  let known = compiled.get(pattern);
  if (!known) {
    const { source, hasWordBoundary } = translatePattern(pattern);
    known = {
      hasWordBoundary,
      anywhere: regExp(source, 'v'),
      everywhere: regExp(source, 'gv'),
      whole: regExp(`^(?:${source})$`, 'v'),
    };
    if (compiled.size >= 500) compiled.clear();
    compiled.set(pattern, known);
  }
  if (known.hasWordBoundary && /[^\0-\x7F]/u.test(text)) {
    notKnown('\\b or \\B on a text beyond ASCII, where releases of Java differ');
  }
  return known;
}

function regExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new HostFault('the pattern is not supported here');
  }
}
