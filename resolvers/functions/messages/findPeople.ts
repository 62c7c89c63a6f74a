import { type Context, type DynamoDBBatchGetItemRequest, runtime } from '@aws-appsync/utils';
import type { MutationCreateMessageArgs } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import { fail } from '../../lib/errors.js';
import { isGiven } from '../../lib/isGiven.js';
import { hasConversation, type MessageGroupItem, type ProfileItem } from '../../lib/items.js';
import { messageGroupKey, profileKey } from '../../lib/keys.js';
import type { Send } from '../../lib/send.js';

/**
 * Pattern C reads the sender's profile, the recipient's and the sender's row, in one request. A send
 * into a conversation steps aside, unless the access token lacks the sender's names, which our token
 * trigger puts there. An answer may be out of date: the transaction's conditions judge.
 */
export function request(ctx: Context<MutationCreateMessageArgs>): DynamoDBBatchGetItemRequest {
  const { sender, recipient, groupUuid }: Send = ctx.stash.send;
  const namesPerson = !isGiven(ctx.args.input.messageGroupUuid);
  if (!namesPerson && sender.handle && sender.displayName) runtime.earlyReturn({});
  const keys = namesPerson
    ? [profileKey(sender.uuid), profileKey(recipient.uuid), messageGroupKey(sender.uuid, groupUuid)]
    : [profileKey(sender.uuid)];
  return batchGet(ctx, keys);
}

export function response(ctx: Context<MutationCreateMessageArgs>): Record<string, never> {
  const send: Send = ctx.stash.send;
  const [mine, theirs, row] = batchItems<[ProfileItem, ProfileItem, MessageGroupItem]>(ctx);
  if (!isGiven(ctx.args.input.messageGroupUuid) && !theirs) {
    fail('RecipientNotFound', 'There is no such person');
  }
  if (!mine || isGiven(mine.deletedAt)) {
    fail('ProfileNotFound', 'Your account has no profile yet');
  }
  send.sender = { uuid: send.sender.uuid, handle: mine.handle, displayName: mine.displayName };
  if (!theirs) return {};
  send.recipient = { uuid: theirs.uuid, handle: theirs.handle, displayName: theirs.displayName };
  if (row && hasConversation(row)) return {};
  send.opening = {
    profile: mine,
    isClosed: theirs.acceptsRequests === false || isGiven(theirs.deletedAt),
    recipientSuspendedUntil: theirs.suspendedUntil,
    recipientHidesRead: theirs.showsReadReceipts === false,
  };
  return {};
}
