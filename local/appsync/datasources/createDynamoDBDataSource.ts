import type { Wire } from '../../dynamodb/wire/index.js';
import type { DataSource } from '../types.js';
import {
  createAuthorize,
  type DataSourceRole,
  type Denial,
  roleOfActions,
} from './dynamodb/access.js';
import { batchDeleteItem, batchGetItem, batchPutItem } from './dynamodb/batches.js';
import type { Connection, ObservedRequest, Operation } from './dynamodb/connection.js';
import { toFailure } from './dynamodb/failure.js';
import { deleteItem, getItem, putItem, updateItem } from './dynamodb/items.js';
import { createTokenSeal } from './dynamodb/nextToken.js';
import { query, scan } from './dynamodb/pages.js';
import { transactGetItems, transactWriteItems } from './dynamodb/transactions.js';
import { asObject, asString, required } from './requestObject.js';
import { ResolverFault } from './resolverFault.js';

export interface DynamoDBDataSourceOptions {
  readonly wire: Wire;
  /** The table of the data source. Requests for batches and transactions name their own tables. */
  readonly tableName: string;
  /** IAM actions of the data source's role, without `dynamodb:`. Default: all. */
  readonly actions?: readonly string[];
  /** Whether the role may write only inside a TransactWriteItems. Default: false. */
  readonly transactionOnly?: boolean;
  /** The role itself, where its policies are known; then `actions` and `transactionOnly` do not count. */
  readonly role?: DataSourceRole;
  /** Key of 32 bytes that encrypts `nextToken`s. */
  readonly tokenKey: Buffer;
  /** Part of the ARNs that IAM is asked about. Default: us-east-1. */
  readonly region?: string;
  /** Called after every request to DynamoDB, including those that AppSync adds. */
  readonly onRequest?: (request: ObservedRequest) => void;
  /** Called with each request that the role may not make. */
  readonly onDenied?: (denial: Denial) => void;
}

const operations: Readonly<Record<string, Operation>> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

const operationOf = (name: string): Operation => {
  if (name === 'Sync') {
    throw new ResolverFault('Sync (conflict detection) is not supported by this host.');
  }
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw new ResolverFault(`Unsupported operation '${name}'.`);
  return operation;
};

const createSend = ({ onRequest, ...options }: DynamoDBDataSourceOptions): Connection['send'] => {
  const { wire, tableName, actions, transactionOnly, region = 'us-east-1', onDenied } = options;
  const role =
    options.role ?? (actions && roleOfActions(actions, { transactionOnly, tableName, region }));
  const authorize = role && createAuthorize(role, { wire, region, onDenied });
  return async (operation, input, check) => {
    await authorize?.(operation, input);
    try {
      check?.();
      const output = await wire.send(operation, input);
      onRequest?.({ operation, input, output });
      return output;
    } catch (error) {
      onRequest?.({ operation, input, error });
      throw error;
    }
  };
};

/**
 * A DynamoDB data source: executes what a request handler returned (AppSync developer guide,
 * js-resolver-reference-dynamodb) and resolves with `ctx.result` and `ctx.error`. Rejects only with a
 * `ResolverFault`, for a request that AppSync cannot interpret.
 */
export const createDynamoDBDataSource = (options: DynamoDBDataSourceOptions): DataSource => {
  const { wire, tableName, tokenKey } = options;
  const connection: Connection = {
    wire,
    tableName,
    seal: createTokenSeal(tokenKey),
    send: createSend(options),
  };
  return {
    execute: async (request, scope) => {
      const fields = asObject(request ?? {}, '$');
      const operation = operationOf(required(fields, '$', 'operation', asString));
      try {
        return { result: await operation(fields, connection, scope) };
      } catch (error) {
        if (error instanceof ResolverFault) throw error;
        return toFailure(error).answer;
      }
    },
  };
};
