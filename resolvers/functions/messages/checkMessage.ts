import {
  type AppSyncIdentityCognito,
  type Context,
  type NONERequest,
  util,
} from '@aws-appsync/utils';
import type { MutationCreateMessageArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import type { Send } from '../../lib/send.js';
import { checkSelection } from '../../lib/selection.js';
import { checkText, wellFormed } from '../../lib/text.js';
import { limits } from '../../limits.js';

const MAX_TOKEN = limits.clientToken.maxLength;

/** The fields that the filters of `onCreateMessage` and its subscribers need. */
const PUSHED = [
  'uuid',
  'messageGroupUuid',
  'userUuid',
  'displayName',
  'handle',
  'recipientUuid',
  'message',
  'createdAt',
];

/** Validates everything that needs no table read. Sets `ctx.stash.send`. */
export function request(ctx: Context<MutationCreateMessageArgs>): NONERequest {
  const { messageGroupUuid, recipientUuid, recipientHandle, clientToken, replyToUuid } =
    ctx.args.input;
  checkSelection(ctx, isGiven(replyToUuid) ? [...PUSHED, 'replyToUuid'] : PUSHED);
  if (isGiven(replyToUuid)) checkMessageUuid('replyToUuid', replyToUuid);
  const message = wellFormed(ctx.args.input.message);
  checkText(message);
  if (isGiven(clientToken) && !util.matches(`^[A-Za-z0-9_-]{1,${MAX_TOKEN}}\\z`, clientToken)) {
    fail('InvalidClientToken', `clientToken must be 1 to ${MAX_TOKEN} of A-Z a-z 0-9 _ -`, {
      max: MAX_TOKEN,
    });
  }
  const named = [messageGroupUuid, recipientUuid, recipientHandle].filter((value) =>
    isGiven(value),
  );
  if (named.length !== 1) {
    fail('RecipientRequired', 'Give one of messageGroupUuid, recipientUuid, recipientHandle');
  }
  const sender = callerUuid(ctx);
  const claims = (ctx.identity as AppSyncIdentityCognito).claims;
  const send: Send = {
    groupUuid: messageGroupUuid ?? '',
    message,
    clientToken,
    replyToUuid,
    sender: { uuid: sender, handle: claims.handle, displayName: claims.display_name },
    recipient: { uuid: isGiven(messageGroupUuid) ? checkMember(messageGroupUuid, sender) : '' },
  };
  ctx.stash.send = send;
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
