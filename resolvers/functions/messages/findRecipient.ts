import { type Context, type DynamoDBGetItemRequest, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MutationCreateMessageArgs } from '../../../generated/schema.js';
import { isLive } from '../../lib/claim.js';
import { fail, failOnError } from '../../lib/errors.js';
import { handleOf } from '../../lib/handleArgument.js';
import { checkOtherPerson, groupUuidOf } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import type { ClaimItem } from '../../lib/items.js';
import { handleKey } from '../../lib/keys.js';
import type { Send } from '../../lib/send.js';

/** Finds the owner of a handle. Skipped where the send names a conversation or a uuid. */
export function request(ctx: Context<MutationCreateMessageArgs>): DynamoDBGetItemRequest {
  const send: Send = ctx.stash.send;
  const { recipientUuid, recipientHandle } = ctx.args.input;
  if (isGiven(recipientUuid)) {
    checkOtherPerson('recipientUuid', recipientUuid, send.sender.uuid);
    setRecipient(send, recipientUuid);
  }
  if (!isGiven(recipientHandle)) runtime.earlyReturn({});
  return get({ key: handleKey(handleOf(recipientHandle!)) });
}

export function response(ctx: Context<MutationCreateMessageArgs>): Record<string, never> {
  failOnError(ctx.error);
  const send: Send = ctx.stash.send;
  const found: ClaimItem | null = ctx.result;
  if (!found || !isLive(found) || found.handle !== handleOf(ctx.args.input.recipientHandle!)) {
    fail('RecipientNotFound', 'There is no such person');
  }
  if (found.uuid === send.sender.uuid) fail('RecipientIsSelf', 'That is you');
  setRecipient(send, found.uuid);
  return {};
}

function setRecipient(send: Send, uuid: string): void {
  send.recipient = { uuid };
  send.groupUuid = groupUuidOf(send.sender.uuid, uuid);
}
