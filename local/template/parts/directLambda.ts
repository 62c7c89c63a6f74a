import type { Code } from '../../appsync/types.js';

/**
 * What a resolver does that has a Lambda data source and no code: the function gets the whole context
 * (AppSync developer guide, "Direct Lambda resolvers"). With a `maxBatchSize` it gets a list of contexts
 * and answers with a list of `{ data, errorMessage, errorType }` ("Direct Lambda Resolvers: Batching
 * enabled"). An error of the function itself is every item's; AppSync's own code for that is not known.
 */
export const directLambda = (logicalId: string, maxBatchSize = 0): Code => ({
  fileName: `${logicalId}.js`,
  text: `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const { arguments: args, identity, source, request, prev, info, stash } = ctx;
  const { fieldName, parentTypeName, variables, selectionSetList, selectionSetGraphQL } = info;
  return {
    operation: '${maxBatchSize > 0 ? 'BatchInvoke' : 'Invoke'}',
    payload: {
      arguments: args,
      identity,
      source,
      request,
      prev: prev ?? null,
      info: { selectionSetList, selectionSetGraphQL, fieldName, parentTypeName, variables },
      stash,
    },
  };
}
${maxBatchSize > 0 ? responseOfItem : response}`,
});

const response = `export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type, ctx.result);
  return ctx.result;
}
`;

const responseOfItem = `export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const { data, errorMessage, errorType } = ctx.result ?? {};
  if (errorMessage) util.error(errorMessage, errorType, data);
  return data;
}
`;
