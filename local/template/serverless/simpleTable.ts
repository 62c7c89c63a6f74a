import { z } from 'zod';
import { checked } from '../errors.js';
import type { Expansion } from './expansion.js';

const table = z.object({
  TableName: z.unknown().optional(),
  PrimaryKey: z
    .object({ Name: z.string(), Type: z.string() })
    .default({ Name: 'id', Type: 'String' }),
});

/** `AWS::Serverless::SimpleTable`. */
export const expandTable: Expansion = (given) => {
  const { TableName, PrimaryKey } = checked(given.resource.Properties, table, given);
  return {
    [given.logicalId]: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        ...(TableName !== undefined && { TableName }),
        KeySchema: [{ AttributeName: PrimaryKey.Name, KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: PrimaryKey.Name, AttributeType: PrimaryKey.Type[0] },
        ],
      },
    },
  };
};
