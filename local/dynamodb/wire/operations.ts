import type * as sdk from '@aws-sdk/client-dynamodb';

/** A type of the SDK as DynamoDB's JSON has it: bytes are base64, a date is seconds. */
type Json<T> = T extends Uint8Array
  ? string
  : T extends Date
    ? number
    : T extends object
      ? { [Name in keyof T]: Json<T[Name]> }
      : T;

export type AttributeValue = Json<sdk.AttributeValue>;
export type Item = Record<string, AttributeValue>;
export type CancellationReason = Json<sdk.CancellationReason>;

interface Operation<Input, Output> {
  readonly input: Json<Input>;
  readonly output: Json<Output>;
}

/** What the wire sends, and what comes back (API reference of DynamoDB, version 2012-08-10). */
export interface Operations {
  BatchGetItem: Operation<sdk.BatchGetItemInput, sdk.BatchGetItemOutput>;
  BatchWriteItem: Operation<sdk.BatchWriteItemInput, sdk.BatchWriteItemOutput>;
  DeleteItem: Operation<sdk.DeleteItemInput, sdk.DeleteItemOutput>;
  DescribeTable: Operation<sdk.DescribeTableInput, sdk.DescribeTableOutput>;
  GetItem: Operation<sdk.GetItemInput, sdk.GetItemOutput>;
  PutItem: Operation<sdk.PutItemInput, sdk.PutItemOutput>;
  Query: Operation<sdk.QueryInput, sdk.QueryOutput>;
  Scan: Operation<sdk.ScanInput, sdk.ScanOutput>;
  TransactGetItems: Operation<sdk.TransactGetItemsInput, sdk.TransactGetItemsOutput>;
  TransactWriteItems: Operation<sdk.TransactWriteItemsInput, sdk.TransactWriteItemsOutput>;
  UpdateItem: Operation<sdk.UpdateItemInput, sdk.UpdateItemOutput>;
}

export type OperationName = keyof Operations;
