import type { OperationName, Operations, Wire } from '../../../dynamodb/wire/index.js';
import type { DataSourceScope } from '../../types.js';
import type { TokenSeal } from './nextToken.js';

/** A request that was sent to DynamoDB, for counting requests and capacity. `operation` is DynamoDB's name. */
export interface ObservedRequest {
  readonly operation: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** What operations need to reach DynamoDB. */
export interface Connection {
  /** For what AppSync does not ask: no role, no report. */
  readonly wire: Wire;
  /** The data source's own table, for single-item operations, Query and Scan. */
  readonly tableName: string;
  readonly seal: TokenSeal;
  /**
   * Asks whether the role may make a request, sends it, and reports it.
   * @param check throws what DynamoDB would say of it, where the engine does not
   */
  readonly send: <Name extends OperationName>(
    operation: Name,
    input: Operations[Name]['input'],
    check?: () => void,
  ) => Promise<Operations[Name]['output']>;
}

export type Operation = (
  request: Readonly<Record<string, unknown>>,
  connection: Connection,
  scope: DataSourceScope,
) => Promise<unknown>;

/** The fields of every request. Older code still sends `version`. */
export const common = ['operation', 'version'] as const;
