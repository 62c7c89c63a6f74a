import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DataSourceScope } from '../../types.js';
import type { Authorize } from './access.js';
import type { TokenSeal } from './nextToken.js';

/** A request that was made of DynamoDB, for counting and costing. `operation` is DynamoDB's name of it. */
export interface ObservedRequest {
  readonly operation: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** What the operations work with. */
export interface Connection {
  readonly client: DynamoDBClient;
  /** The data source's own table: single-item operations, Query and Scan. */
  readonly tableName: string;
  readonly authorize: Authorize;
  readonly seal: TokenSeal;
  /** Sends one request and reports it. */
  readonly observe: <Input, Output>(
    operation: string,
    input: Input,
    send: () => Promise<Output>,
  ) => Promise<Output>;
}

export type Operation = (
  request: Readonly<Record<string, unknown>>,
  connection: Connection,
  scope: DataSourceScope,
) => Promise<unknown>;

/** `fields` of every request: its operation, and the version that older code carries along. */
export const common = ['operation', 'version'] as const;
