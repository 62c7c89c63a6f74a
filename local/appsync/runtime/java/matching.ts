import { HostFault, notKnown } from '../errors.js';
import { translatePattern } from './pattern.js';

/**
 * `util.matches`. Documented as "based on Pattern", without saying whether the pattern must take up
 * the whole text or is looked for in it; where the two differ, the case is refused as not known.
 * A pattern between `^` and `\z` never differs.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const { anywhere, whole } = compile(pattern);
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
  const { anywhere, everywhere } = compile(pattern);
  return text.replace(all ? everywhere : anywhere, () => replacement);
}

interface Compiled {
  readonly anywhere: RegExp;
  readonly everywhere: RegExp;
  readonly whole: RegExp;
}

const compiled = new Map<string, Compiled>();

function compile(pattern: string): Compiled {
  let known = compiled.get(pattern);
  if (!known) {
    const source = translatePattern(pattern);
    known = {
      anywhere: regExp(source, 'v'),
      everywhere: regExp(source, 'gv'),
      whole: regExp(`^(?:${source})$`, 'v'),
    };
    if (compiled.size >= 500) compiled.clear();
    compiled.set(pattern, known);
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
