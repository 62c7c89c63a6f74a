import { z } from 'zod';
import type { NamedTable } from '../../dynamodb/index.js';
import type { Scope } from '../scope.js';
import { allOf, namedOf, propertiesOf } from '../read.js';

const keySchema = z.array(
  z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }),
);
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const table = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z
    .array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }))
    .default([]),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z
    .object({
      StreamViewType: z
        .enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'])
        .default('NEW_AND_OLD_IMAGES'),
    })
    .optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.coerce.boolean().default(true) })
    .optional(),
});

/** The tables of the templates to make, on demand whatever their capacity is. @throws SourceError */
export const readTables = (scopes: readonly Scope[]) =>
  allOf(scopes, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((found) => {
    const { StreamSpecification, TimeToLiveSpecification, ...keys } = propertiesOf(found, table);
    const definition: NamedTable = {
      TableName: namedOf(found).name,
      BillingMode: 'PAY_PER_REQUEST',
      ...keys,
      ...(StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, ...StreamSpecification },
      }),
    };
    const { Enabled, AttributeName } = TimeToLiveSpecification ?? {};
    return { definition, timeToLiveAttribute: Enabled ? AttributeName : undefined };
  });
