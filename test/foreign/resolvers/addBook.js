import { util } from '@aws-appsync/utils';

export function request(ctx) {
  const { isbn, ...book } = ctx.args.input;
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ isbn }),
    attributeValues: util.dynamodb.toMapValues(book),
    condition: { expression: 'attribute_not_exists(isbn)' },
  };
}

export function response(ctx) {
  if (ctx.error) {
    util.error('This book is on the shelves already', 'AlreadyThere', ctx.result);
  }
  return ctx.result;
}
