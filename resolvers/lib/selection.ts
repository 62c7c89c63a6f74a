import { type Context, util } from '@aws-appsync/utils';
import { fail } from './errors.js';

/**
 * Subscribers receive what a mutation selects, and filters see nothing else (AppSync developer
 * guide, aws-appsync-real-time-data). An alias is published in its field's place
 * (aws-appsync-community issue 160): under `recipientUuid: message` a text could name its own
 * recipient. So a mutation that is pushed takes the plain list of fields, with all that filters and
 * subscribers need. Errors: `IncompleteSelection`, with the missing fields.
 *
 * Each selected name must stand in the text: the list holds what the same field selects elsewhere in
 * the document, too, where the text does not show an alias.
 */
export function checkSelection(ctx: Context, required: string[]): void {
  const selected = ctx.info.selectionSetList;
  const missing = required.filter((field) => selected.indexOf(field) < 0);
  if (missing.length > 0) {
    fail('IncompleteSelection', `Select also: ${missing.join(' ')}`, { missing });
  }
  const text = ctx.info.selectionSetGraphQL;
  const isWritten = (field: string) => util.matches(`^(?s).*\\b${field}\\b.*\\z`, text);
  if (!util.matches('^[\\s{},\\w]*\\z', text) || !selected.every((field) => isWritten(field))) {
    fail('IncompleteSelection', 'Select plain fields: no aliases, fragments or directives');
  }
}
