import type { Context, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type {
  MutationUpdateMessageGroupArgs,
  UpdateMessageGroupInput,
} from '../../../generated/schema.js';
import { folderKey } from '../../lib/folders.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { toMessageGroup } from '../../lib/items.js';
import { failOnRowError } from '../../lib/rowError.js';
import { type Expression, updateRow } from '../../lib/expression.js';

/** A row without `unreadCount` is a block and no conversation. */
const EXISTS = 'attribute_exists(unreadCount)';
/** A cleared row is in no list, and stays so until the next message. */
const LISTED = `${EXISTS} AND attribute_exists(folder) AND attribute_not_exists(blocked)`;

interface Change {
  change: Expression;
  only: Expression;
}

/** One conditional update: that the row is as the caller saw it is part of the write. */
export function request(ctx: Context<MutationUpdateMessageGroupArgs>): DynamoDBUpdateItemRequest {
  const me = callerUuid(ctx);
  const { change, only } = changeOf(ctx.args.input, me);
  return updateRow(me, ctx.args.input.uuid, change, only);
}

function changeOf(input: UpdateMessageGroupInput, me: string): Change {
  const { folder, muted, clearedUpTo, seen } = input;
  if (folder === 'ARCHIVE') {
    return {
      change: {
        expression: 'SET folder = :archive',
        values: { ':archive': folderKey(me, folder) },
      },
      only: { expression: `${LISTED} AND lastMessageUuid = :seen`, values: { ':seen': seen } },
    };
  }
  if (folder === 'INBOX') {
    const values = { ':inbox': folderKey(me, folder) };
    return {
      change: { expression: 'SET folder = :inbox, home = :inbox', values },
      only: { expression: LISTED },
    };
  }
  if (isGiven(clearedUpTo)) return clearAll(clearedUpTo);
  return {
    change: muted
      ? { expression: 'SET muted = :yes', values: { ':yes': true } }
      : { expression: 'REMOVE muted' },
    only: { expression: EXISTS },
  };
}

/** Nothing is newer than what is cleared: the row leaves the lists, with all that they show of it. */
const clearAll = (upTo: string): Change => ({
  change: {
    expression:
      'SET clearedUpTo = :upTo, readUpTo = :upTo, unreadCount = :zero REMOVE folder, lastMessage',
    values: { ':upTo': upTo, ':zero': 0 },
  },
  only: {
    expression: `${EXISTS} AND attribute_not_exists(blocked) AND lastMessageUuid = :newest`,
    values: { ':newest': upTo },
  },
});

/** On a failed condition AppSync reads the row back into `ctx.result`; see `markAllRead`. */
export function response(ctx: Context<MutationUpdateMessageGroupArgs>): unknown {
  if (!ctx.error) {
    ctx.stash.answer = toMessageGroup(ctx, ctx.result);
    return ctx.stash.answer;
  }
  failOnRowError(ctx.error);
  ctx.stash.row = ctx.result;
  return {};
}
