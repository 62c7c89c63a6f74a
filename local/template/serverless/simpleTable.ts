import { z } from 'zod';
import { type Expansion, read } from './expansion.js';

/** `AWS::Serverless::SimpleTable`. */
export const expandTable: Expansion = (given) => {
  const { TableName, PrimaryKey } = read(
    given,
    z.object({
      TableName: z.unknown().optional(),
      PrimaryKey: z
        .object({ Name: z.string(), Type: z.string() })
        .default({ Name: 'id', Type: 'String' }),
    }),
  );
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
