import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import type { MutationCreateMessageArgs } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { handleOf } from '../../lib/handleArgument.js';
import { checkUuid, groupUuidOf } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { handleKey, profileKey } from '../../lib/keys.js';
import type { Send } from '../../lib/send.js';

/** Reads the recipient. Skipped for an existing conversation, whose id contains the recipient. */
export function request(ctx: Context<MutationCreateMessageArgs>): DynamoDBGetItemRequest {
  const send: Send = ctx.stash.send;
  const { recipientUuid, recipientHandle } = ctx.args.input;
  if (!send.createsGroup) runtime.earlyReturn({});
  if (isGiven(recipientUuid)) {
    checkUuid('recipientUuid', recipientUuid);
    if (recipientUuid === send.sender.uuid) fail('RecipientIsSelf', 'That is you');
  }
  const key = isGiven(recipientUuid)
    ? profileKey(recipientUuid)
    : handleKey(handleOf(recipientHandle!));
  return { operation: 'GetItem', key: util.dynamodb.toMapValues(key) };
}

export function response(ctx: Context<MutationCreateMessageArgs>): Record<string, never> {
  failOnError(ctx.error);
  const send: Send = ctx.stash.send;
  const found = ctx.result;
  const { recipientUuid, recipientHandle } = ctx.args.input;
  const isOther = !isGiven(recipientUuid) && found?.handle !== handleOf(recipientHandle!);
  if (!found || isOther) fail('RecipientNotFound', 'There is no such person');
  if (found.uuid === send.sender.uuid) fail('RecipientIsSelf', 'That is you');
  send.recipient = { uuid: found.uuid, handle: found.handle, displayName: found.displayName };
  send.groupUuid = groupUuidOf(send.sender.uuid, found.uuid);
  return {};
}
