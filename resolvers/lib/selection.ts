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
  // A path has one step, as in `reactions/emoji`; its braces hold names alone.
  const isWritten = (path: string) => {
    const words = path.split('/').join('\\b\\s*\\{[^{}]*\\b');
    return util.matches(`^(?s).*\\b${words}\\b.*\\z`, text);
  };
  if (!util.matches('^[\\s{},\\w]*\\z', text) || !selected.every((field) => isWritten(field))) {
    fail('IncompleteSelection', 'Select plain fields: no aliases, fragments or directives');
  }
}
