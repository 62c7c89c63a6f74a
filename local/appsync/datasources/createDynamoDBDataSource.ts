import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DataSource } from '../types.js';
import { createAuthorize } from './dynamodb/access.js';
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
  readonly client: DynamoDBClient;
  /** The table of the data source; batches and transactions name theirs themselves. */
  readonly tableName: string;
  /** IAM actions of the data source's role, without `dynamodb:`. Left out: everything. */
  readonly actions?: readonly string[];
  /** The role may write only inside a TransactWriteItems. Default false. */
  readonly transactionOnly?: boolean;
  /** 32 bytes that seal `nextToken`s. */
  readonly tokenKey: Buffer;
  /** Default us-east-1. Stands in IAM's messages. */
  readonly region?: string;
  /** Called after every request to DynamoDB, also those that AppSync makes by itself. */
  readonly onRequest?: (request: ObservedRequest) => void;
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
    throw new ResolverFault('Sync (conflict detection) is not supported here.');
  }
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw new ResolverFault(`Unsupported operation '${name}'.`);
  return operation;
};

const createObserve =
  (onRequest: DynamoDBDataSourceOptions['onRequest']): Connection['observe'] =>
  async (operation, input, send) => {
    try {
      const output = await send();
      onRequest?.({ operation, input, output });
      return output;
    } catch (error) {
      onRequest?.({ operation, input, error });
      throw error;
    }
  };

/**
 * A DynamoDB data source: takes what a request handler returned (AppSync developer guide,
 * js-resolver-reference-dynamodb) and answers with `ctx.result` and `ctx.error`. Rejects only with
 * a `ResolverFault`, for a request that makes no sense.
 */
export const createDynamoDBDataSource = (options: DynamoDBDataSourceOptions): DataSource => {
  const { client, tableName, actions, transactionOnly, tokenKey, onRequest } = options;
  const { region = 'us-east-1' } = options;
  const connection: Connection = {
    client,
    tableName,
    authorize: createAuthorize({ actions, transactionOnly, tableName, region }),
    seal: createTokenSeal(tokenKey),
    observe: createObserve(onRequest),
  };
  return {
    execute: async (request, scope) => {
      const fields = asObject(request ?? {}, '$');
      const operation = operationOf(asString(required(fields, '$', 'operation'), '$[operation]'));
      try {
        return { result: await operation(fields, connection, scope) };
      } catch (error) {
        if (error instanceof ResolverFault) throw error;
        return toFailure(error).answer;
      }
    },
  };
};
