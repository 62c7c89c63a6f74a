import {
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  type DynamoDBUpdateItemRequest,
  util,
} from '@aws-appsync/utils';
import type { MutationUpdateSettingsArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { toSettings } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';
import { failOnRowError } from '../../lib/rowError.js';
import { endReadMarkersOf } from '../../lib/sessions.js';
import { conditionFailed, isRace, update } from '../../lib/transaction.js';
import { putWork } from '../../lib/work.js';

const EXISTS = 'attribute_exists(pk)';

/** Only what was chosen otherwise than the default is stored. Rows have a copy of what receipts need. */
export function request(
  ctx: Context<MutationUpdateSettingsArgs>,
): DynamoDBUpdateItemRequest | DynamoDBTransactWriteItemsRequest {
  const me = callerUuid(ctx);
  const { showsReadReceipts } = ctx.args.input;
  const change = expressionOf(ctx.args.input);
  if (!isSet(showsReadReceipts)) {
    const { expression, values } = change;
    return {
      operation: 'UpdateItem',
      key: util.dynamodb.toMapValues(profileKey(me)),
      update: {
        expression,
        ...(values ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
      },
      condition: { expression: EXISTS },
    };
  }
  const table = ctx.env.TABLE_NAME!;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      update(table, profileKey(me), change, { expression: EXISTS }),
      putWork(table, me),
    ],
  };
}

const isSet = (value: boolean | null | undefined): value is boolean =>
  value !== null && value !== undefined;

function expressionOf({ acceptsRequests, showsReadReceipts }: Partial<Record<string, unknown>>): {
  expression: string;
  values?: Record<string, unknown>;
} {
  const given = [
    { name: 'acceptsRequests', value: acceptsRequests },
    { name: 'showsReadReceipts', value: showsReadReceipts },
  ].filter(({ value }) => value !== null && value !== undefined);
  if (given.length === 0) fail('InvalidUpdate', 'Give at least one setting');
  const sets = given.filter(({ value }) => !value).map(({ name }) => `${name} = :no`);
  const removals = given.filter(({ value }) => value).map(({ name }) => name);
  const set = sets.length > 0 ? `SET ${sets.join(', ')}` : '';
  const remove = removals.length > 0 ? `REMOVE ${removals.join(', ')}` : '';
  return {
    expression: `${set} ${remove}`.trim(),
    ...(sets.length > 0 ? { values: { ':no': false } } : {}),
  };
}

export function response(ctx: Context<MutationUpdateSettingsArgs>): unknown {
  const noProfile = () => fail('ProfileNotFound', 'Your account has no profile yet');
  if (!isSet(ctx.args.input.showsReadReceipts)) {
    failOnRowError(ctx.error);
    if (ctx.error) noProfile();
    ctx.stash.settings = toSettings(ctx.result);
    return ctx.stash.settings;
  }
  if (!ctx.error) {
    endReadMarkersOf(callerUuid(ctx));
    return {};
  }
  const reasons = ctx.result?.cancellationReasons ?? [];
  if (conditionFailed(reasons[0])) noProfile();
  if (isRace(reasons)) {
    fail('Conflict', 'Your settings changed at the same time. Try again.', { retryable: true });
  }
  fail('Unavailable', 'The table did not take the change. Try again.');
}
