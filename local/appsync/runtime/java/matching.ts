import { HostFault, unsupported } from '../errors.js';
import { mayTakeLong, withTimeout } from './regexTimeout.js';
import { translatePattern } from './pattern.js';

/**
 * `util.matches`. Its documentation says "based on Pattern". It does not say whether the pattern
 * must match the whole text or a part of it. Where that makes a difference, the call is
 * unsupported. It makes none for a pattern between `^` and `\z`.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const { anywhere, whole, fitsWholeOnly, run } = compile(pattern, text);
  if (!run(() => anywhere.test(text))) return false;
  if (!fitsWholeOnly && !run(() => whole.test(text))) {
    unsupported(
      'util.matches where the pattern fits a part of the value only; anchor it with ^ and \\z',
    );
  }
  return true;
}

/**
 * `String.prototype.replace` and `replaceAll` with a Java pattern. `replacement` is inserted as it
 * is.
 */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  all: boolean,
): string {
  const { anywhere, everywhere, run } = compile(pattern, text);
  if (!all) return run(() => text.replace(anywhere, () => replacement));
  const isBeyond = /[^\0-\uFFFF]/u.test(text);
  return run(() =>
    text.replace(everywhere, (match: string) => {
      // Java also finds no empty match between the two halves of a character beyond U+FFFF.
      if (match === '' && isBeyond) {
        unsupported(
          'replaceAll with a pattern that fits no character, beside characters beyond U+FFFF',
        );
      }
      return replacement;
    }),
  );
}

type RunMatch = <T>(work: () => T) => T;

const atOnce: RunMatch = (work) => work();

/** Runs a match, with a time limit where it may take long. */
const runMatch =
  (run: RunMatch): RunMatch =>
  (work) => {
    try {
      return run(work);
    } catch (error) {
      // V8 compiles an expression on its first use, and limits its size.
      if (error instanceof SyntaxError) throw unsupportedPattern();
      throw error;
    }
  };

const unsupportedPattern = () => new HostFault('not supported by this host: the pattern');

interface Compiled {
  readonly hasWordBoundary: boolean;
  readonly degree: number;
  readonly fitsWholeOnly: boolean;
  readonly anywhere: RegExp;
  readonly everywhere: RegExp;
  readonly whole: RegExp;
}

const compiled = new Map<string, Compiled>();

/** Longer patterns are not cached: they may be clients' texts. */
const keptLength = 1_000;

function compile(pattern: string, text: string): Compiled & { readonly run: RunMatch } {
  let known = compiled.get(pattern);
  if (!known) {
    const { source, ...translation } = translatePattern(pattern);
    known = {
      ...translation,
      anywhere: regExp(source, 'v'),
      everywhere: regExp(source, 'gv'),
      whole: regExp(`^(?:${source})$`, 'v'),
    };
    if (compiled.size >= 500) compiled.clear();
    if (pattern.length <= keptLength) compiled.set(pattern, known);
  }
  if (known.hasWordBoundary && /[^\0-\x7F]/u.test(text)) {
    unsupported('\\b or \\B on a text beyond ASCII, where releases of Java differ');
  }
  return {
    ...known,
    run: runMatch(mayTakeLong(known.degree, text.length) ? withTimeout : atOnce),
  };
}

function regExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw unsupportedPattern();
  }
}
