import type { Area } from '../row.js';

const reference = 'documented: resolver-reference-lambda-js' as const;
const tutorial = 'documented: tutorial-lambda-resolvers-js' as const;
const direct = 'documented: resolver-mapping-template-reference-lambda' as const;

export const lambda: Area = {
  title: 'The Lambda data source',
  code: 'local/appsync/batches.ts',
  rows: [
    {
      id: 'lambda-batch',
      says: '`BatchInvoke` calls the function with a list of the payloads of several runs of a resolver. Each run has the answer at its own place in `ctx.result`.',
      from: reference,
      test: 'template/batches.test.ts > BatchInvoke > gives the function the payloads of a list, in their order, and each run its own answer',
    },
    {
      id: 'lambda-batch-size',
      says: 'A batch has up to `maxBatchSize` items, and up to five where that is left out or 0. That the default counts for APPSYNC_JS, too, is assumed: it is documented for VTL.',
      from: ['documented: tutorial-lambda-resolvers', 'documented: API_Resolver', 'assumed'],
      test: 'template/batches.test.ts > BatchInvoke > with "%s" sends %i runs in batches of at most so many, by default five',
    },
    {
      id: 'lambda-batch-mutations',
      says: 'The fields of a mutation are not batched with each other.',
      from: 'documented: tutorial-lambda-resolvers',
      test: 'template/batches.test.ts > BatchInvoke > has nothing to batch in the fields of a mutation, which run one after the other',
    },
    {
      id: 'lambda-batch-others',
      says: 'Runs of one request go together whichever list, alias or object they belong to; those of two requests never do. When a batch of AppSync is complete is not known: here, when each run of the resolver that has begun waits or is over.',
      from: 'assumed',
      test: 'template/batches.test.ts > BatchInvoke > batches the runs of several lists, of aliases and of one object in a query',
    },
    {
      id: 'lambda-batch-pipeline',
      says: 'A function of a pipeline batches by itself, with a size of its own.',
      from: [
        'documented: API_FunctionConfiguration',
        'observed: https://aws.amazon.com/blogs/mobile/introducing-configurable-batching-size-for-aws-appsync-lambda-resolvers/',
        'assumed',
      ],
      test: 'template/directBatches.test.ts > Functions of a pipeline that batch > batch the runs that come to them, whichever others end early or are in another function',
    },
    {
      id: 'lambda-batch-null',
      says: 'An item of the answer may be null.',
      from: reference,
      test: 'template/batches.test.ts > BatchInvoke > takes null for an item',
    },
    {
      id: 'lambda-batch-wrong-size',
      says: 'An error of the function is the error of each item. An answer that is no list, or of another length, is one, too: AppSync wants it to match in size and order, and what it says of another is not known.',
      from: [tutorial, 'assumed'],
      test: 'template/batches.test.ts > BatchInvoke > gives each run the error of a function that does this: %s',
    },
    {
      id: 'lambda-batch-event',
      says: "With `invocationType: 'Event'` the function gets the whole list, the field does not wait for it, and each result is null.",
      from: reference,
      test: 'template/batches.test.ts > BatchInvoke > with invocationType Event sends the function the whole list and does not wait',
    },
    {
      id: 'lambda-batch-no-effect',
      says: '`maxBatchSize` has no effect where the code asks for `Invoke`.',
      from: tutorial,
      test: 'template/batches.test.ts > MaxBatchSize > has no effect on a resolver that asks for Invoke',
    },
    {
      id: 'lambda-direct-batch',
      says: 'A direct Lambda resolver with a `maxBatchSize` above 0 batches: the function gets a list of contexts, and answers with `data`, `errorMessage` and `errorType` for each; other members count for nothing.',
      from: direct,
      test: 'template/directBatches.test.ts > A direct Lambda resolver with a MaxBatchSize > answers with data and an error for each item by itself; other members count for nothing',
    },
    {
      id: 'lambda-direct-error',
      says: 'A direct Lambda resolver fails with the name and message of what the function threw, but for `UnauthorizedException`, which has a message of its own. So does what Lambda says of a function itself, which is assumed.',
      from: [direct, 'assumed'],
      test: 'template/directBatches.test.ts > A direct Lambda resolver > fails with the name and message of what the function threw, but for UnauthorizedException',
    },
  ],
};
