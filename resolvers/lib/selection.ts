import { type Context, util } from '@aws-appsync/utils';
import { fail } from './errors.js';

/**
 * Checks the selection of a mutation that is pushed. Subscribers receive only the fields that the
 * mutation selects, and filters see only those (AppSync developer guide, aws-appsync-real-time-data).
 * AppSync publishes an alias under its own name (aws-appsync-community issue 160), so with
 * `recipientUuid: message` a text could choose its own recipient. Therefore only a plain list of
 * fields is allowed, with all required ones. Errors: `IncompleteSelection`, with the missing fields.
 *
 * Each name of the list must be in the text, because the list also holds selections of the same field
 * elsewhere in the document, where the text does not show an alias.
 */
export function checkSelection(ctx: Context, required: string[]): void {
  const selected = ctx.info.selectionSetList;
  const missing = required.filter((field) => selected.indexOf(field) < 0);
  if (missing.length > 0) {
    fail('IncompleteSelection', `Select also: ${missing.join(' ')}`, { missing });
  }
  const text = ctx.info.selectionSetGraphQL;
  const blocks = text.split('{');
  // Each step of a path has its own pattern: the time of one for both grows with the text's fourth power.
  const isWritten = (path: string) => {
    const [name, inner] = path.split('/');
    if (!inner) return util.matches(`^(?s).*\\b${name}\\b.*\\z`, text);
    // A path has two steps at most, as in `reactions/emoji`; its braces hold names alone.
    return blocks.some(
      (block, at) =>
        at + 1 < blocks.length &&
        util.matches(`^(?s).*\\b${name}\\b\\s*\\z`, block) &&
        util.matches(`^(?s).*\\b${inner}\\b.*\\z`, blocks[at + 1]!.split('}')[0]!),
    );
  };
  if (!util.matches('^[\\s{},\\w]*\\z', text) || !selected.every((field) => isWritten(field))) {
    fail('IncompleteSelection', 'Select plain fields: no aliases, fragments or directives');
  }
}
