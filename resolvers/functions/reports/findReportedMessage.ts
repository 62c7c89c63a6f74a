import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { MutationReportMessageArgs } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { contextMessage, wholeMessage } from '../../lib/evidence.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { messagePartition } from '../../lib/keys.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { keptOf } from '../../lib/retention.js';
import { isLonger, wellFormed } from '../../lib/text.js';
import { limits } from '../../limits.js';

const { contextMessages, commentMaxCodePoints } = limits.report;

/** The message and, where the reporter agrees, those before it. */
export function request(ctx: Context<MutationReportMessageArgs>): DynamoDBQueryRequest {
  const { messageGroupUuid, uuid, comment, context } = ctx.args.input;
  ctx.stash.reportedUserUuid = checkMember(messageGroupUuid, callerUuid(ctx));
  checkMessageUuid('uuid', uuid);
  if (isGiven(comment)) ctx.stash.comment = checkComment(comment);
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND sk <= :uuid',
      expressionValues: util.dynamodb.toMapValues({
        ':pk': messagePartition(messageGroupUuid),
        ':uuid': uuid,
      }),
    },
    scanIndexForward: false,
    consistentRead: true,
    limit: context ? contextMessages + 1 : 1,
  };
}

export function response(ctx: Context<MutationReportMessageArgs>): Record<string, never> {
  failOnError(ctx.error);
  const items = keptOf(ctx.env, ctx.result.items);
  const reported = items[0];
  if (reported?.sk !== ctx.args.input.uuid) {
    fail('MessageNotFound', 'There is no such message in this conversation');
  }
  if (reported.userUuid !== ctx.stash.reportedUserUuid) {
    fail('InvalidReport', 'You wrote this message yourself');
  }
  const before = items.slice(1).map((item) => contextMessage(item));
  ctx.stash.messages = [...before.reverse(), wholeMessage(reported)];
  return {};
}

function checkComment(comment: string): string {
  const text = wellFormed(comment);
  const max = commentMaxCodePoints;
  if (isLonger(text, max)) {
    fail('CommentTooLong', `The comment is longer than ${max} characters`, { max });
  }
  return text;
}
