import { z } from 'zod';
import { parsed } from '../host/allowHttp.js';
import { endpointForm, readEndpoint } from '../appsync/datasources/index.js';
import { oneOf } from './notServed.js';

/** IAM actions that the operations of a data source need; AppSync's own names where they differ are not IAM's. */
const action = z.enum([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
]);
/** A data source of the manifest, by its `type`. */
export const dataSource = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('NONE') }),
    z.strictObject({
      type: z.literal('AMAZON_DYNAMODB'),
      tableName: z.string(),
      actions: z.array(action).optional(),
      transactionOnly: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('HTTP'),
      endpoint: parsed(readEndpoint, endpointForm),
      authorizationConfig: z
        .strictObject({
          authorizationType: z.literal('AWS_IAM'),
          awsIamConfig: z.strictObject({
            signingRegion: z.string(),
            signingServiceName: z.string(),
          }),
        })
        .optional(),
    }),
  ],
  {
    error: oneOf(
      'type',
      ['NONE', 'AMAZON_DYNAMODB', 'HTTP'],
      [
        'AWS_LAMBDA',
        'AMAZON_ELASTICSEARCH',
        'AMAZON_OPENSEARCH_SERVICE',
        'RELATIONAL_DATABASE',
        'AMAZON_EVENTBRIDGE',
        'AMAZON_BEDROCK_RUNTIME',
      ],
    ),
  },
);
