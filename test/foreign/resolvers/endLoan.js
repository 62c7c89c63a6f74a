import { util } from '@aws-appsync/utils';

export function request(ctx) {
  const { isbn, reader } = ctx.prev.result;
  ctx.stash.loan = ctx.prev.result;
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: ctx.env.LOANS_TABLE,
        operation: 'DeleteItem',
        key: util.dynamodb.toMapValues({ isbn, reader }),
        condition: { expression: 'attribute_exists(reader)' },
      },
      {
        table: ctx.env.BOOKS_TABLE,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ isbn }),
        update: {
          expression: 'SET copies = copies + :one',
          expressionValues: util.dynamodb.toMapValues({ ':one': 1 }),
        },
      },
    ],
  };
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const { isbn, reader, since } = ctx.stash.loan;
  const today = util.time.epochMilliSecondsToFormatted(
    util.time.nowEpochMilliSeconds(),
    'yyyy-MM-dd',
  );
  return { isbn, reader, since: util.time.epochMilliSecondsToISO8601(since), due: today };
}
