import { type Context, util } from '@aws-appsync/utils';
import { dateOf, LOAN_DAYS } from '../lib/calendar.js';

export function request(ctx: Context) {
  const since = util.time.nowEpochMilliSeconds();
  const { isbn } = ctx.args;
  const reader = (ctx.identity as { username: string }).username;
  ctx.stash.loan = { isbn, reader, since };
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: ctx.env.BOOKS_TABLE,
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ isbn }),
        update: {
          expression: 'SET copies = copies - :one',
          expressionValues: util.dynamodb.toMapValues({ ':one': 1 }),
        },
        condition: {
          expression: 'copies > :none',
          expressionValues: util.dynamodb.toMapValues({ ':none': 0 }),
        },
      },
      {
        table: ctx.env.LOANS_TABLE,
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ isbn, reader }),
        attributeValues: util.dynamodb.toMapValues({ since }),
        condition: { expression: 'attribute_not_exists(reader)' },
      },
    ],
  };
}

export function response(ctx: Context) {
  if (ctx.error) {
    const [book, loan] = ctx.result?.cancellationReasons ?? [];
    if (loan && loan.type !== 'None') util.error('You have this book', 'BorrowedAlready');
    if (book && book.type !== 'None') util.error('No copy is left', 'NoCopyLeft', ctx.prev.result);
    util.error(ctx.error.message, ctx.error.type);
  }
  const { isbn, reader, since } = ctx.stash.loan;
  return {
    isbn,
    reader,
    since: util.time.epochMilliSecondsToISO8601(since),
    due: dateOf(since, LOAN_DAYS),
  };
}
