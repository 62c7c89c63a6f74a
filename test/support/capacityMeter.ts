import {
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type BatchWriteItemCommandInput,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  type GetItemCommandOutput,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  type TransactGetItemsCommandInput,
  type TransactGetItemsCommandOutput,
  type TransactWriteItemsCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Wire } from '../../local/dynamodb/index.js';
import { table as projectTable } from '../../resolvers/table.js';
import {
  type Consistency,
  failedWriteUnits,
  getUnits,
  type Item,
  type ItemChange,
  queryUnits,
  type TableShape,
  writeUnits,
} from './capacity.js';
import { intercept } from './intercept.js';

/** The project's one table. */
export const projectTableShape: TableShape = {
  keys: [projectTable.partitionKey, projectTable.sortKey],
  indexes: [
    {
      name: projectTable.index.name,
      keys: [projectTable.index.partitionKey, projectTable.index.sortKey],
      projection: projectTable.index.projection,
    },
  ],
};

/** One request to DynamoDB and what it costs on AWS. */
export interface MeteredRequest {
  /** As the API names it: `Query`, `TransactWriteItems`. */
  readonly operation: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The error's name, where there was one. */
  readonly error?: string;
}

export interface Capacity {
  readonly requests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export const totalOf = (requests: readonly MeteredRequest[]): Capacity => ({
  requests: requests.length,
  writeUnits: requests.reduce((units, request) => units + request.writeUnits, 0),
  readUnits: requests.reduce((units, request) => units + request.readUnits, 0),
});

interface Write {
  readonly tableName: string;
  readonly key: Item;
  /** The whole item, where the request holds it. */
  readonly put?: Item;
}

/** Errors after which AWS charges for what was not written. Any other is taken to cost nothing. */
const CHARGED = ['ConditionalCheckFailedException', 'TransactionCanceledException'];

const none = { writeUnits: 0, readUnits: 0 };

/**
 * Works out what requests cost on AWS, by the rules of capacity.ts. It reads each written item
 * before and after the request, so one request at a time, and no other writer of the same items.
 */
export class CapacityMeter {
  /** In the order in which they were answered. */
  readonly requests: MeteredRequest[] = [];

  readonly #attached = new Map<DynamoDBClient | Wire, () => void>();

  constructor(
    private readonly options: {
      /** Reads the images; what it asks is not metered. */
      readonly reader: DynamoDBClient;
      readonly shape?: TableShape;
    },
  ) {}

  /** Empties `requests`. @returns what was in it. */
  take(): MeteredRequest[] {
    return this.requests.splice(0);
  }

  /** Meters everything that a client sends from now on. */
  attach(client: DynamoDBClient | Wire): void {
    const detach = intercept(client, ({ operation, input }, next) =>
      this.measure(operation, input, async () => {
        const output = await next();
        return { result: output, output };
      }),
    );
    this.#attached.set(client, detach);
  }

  /** Meters what this client sends no longer. */
  detach(client: DynamoDBClient | Wire): void {
    this.#attached.get(client)?.();
  }

  /**
   * Carries out a request by `run` and adds it to `requests`.
   * @param input of the operation, without binary attributes: bytes in the SDK, base64 on the wire
   * @returns what `run` gives as `result`; rejects as `run` does.
   */
  async measure<T>(
    operation: string,
    input: object,
    run: () => Promise<{ result: T; output: object }>,
  ): Promise<T> {
    const writes = writesOf(operation, input);
    const before = await this.images(writes);
    try {
      const { result, output } = await run();
      const read = await this.whole(operation, input, output);
      const after = await this.images(writes);
      const changes = writes.map((_, at) => ({ before: before[at], after: after[at] }));
      this.requests.push({
        operation,
        writeUnits: this.unitsOf(operation, changes),
        readUnits: readUnitsOf(operation, read.input, read.output),
      });
      return result;
    } catch (error) {
      const name = error instanceof Error ? error.name : String(error);
      const changes = writes.map(({ put }, at) => ({ before: before[at], after: put }));
      const units = CHARGED.includes(name) ? this.unitsOf(operation, changes, true) : 0;
      this.requests.push({ operation, ...none, writeUnits: units, error: name });
      throw error;
    }
  }

  private unitsOf(operation: string, changes: readonly ItemChange[], failed = false): number {
    const options = {
      table: this.options.shape ?? projectTableShape,
      transaction: operation === 'TransactWriteItems',
    };
    return changes
      .map((change) => (failed ? failedWriteUnits(change, options) : writeUnits(change, options)))
      .reduce((sum, { table, indexes }) => sum + table + indexes, 0);
  }

  /** A read of parts of items costs what the whole items do: it is asked again for those. */
  private async whole(operation: string, input: object, output: object) {
    const { ProjectionExpression, ...rest } = input as QueryCommandInput & GetItemCommandInput;
    const isPart = ProjectionExpression !== undefined && !rest.ExpressionAttributeNames;
    if (isPart && operation === 'GetItem') {
      return { input: rest, output: await this.options.reader.send(new GetItemCommand(rest)) };
    }
    if (isPart && operation === 'Query') {
      return { input: rest, output: await this.options.reader.send(new QueryCommand(rest)) };
    }
    return { input, output };
  }

  private images(writes: readonly Write[]): Promise<(Item | undefined)[]> {
    const { reader, shape = projectTableShape } = this.options;
    return Promise.all(
      writes.map(async ({ tableName, key }) => {
        const Key = Object.fromEntries(shape.keys.map((name) => [name, key[name]!]));
        const { Item } = await reader.send(
          new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
        );
        return Item;
      }),
    );
  }
}

/** The items that a request may change or checks. */
const writesOf = (operation: string, input: object): Write[] => {
  switch (operation) {
    case 'PutItem': {
      const { TableName, Item } = input as PutItemCommandInput;
      return [{ tableName: TableName!, key: Item!, put: Item }];
    }
    case 'UpdateItem':
    case 'DeleteItem': {
      const { TableName, Key } = input as UpdateItemCommandInput | DeleteItemCommandInput;
      return [{ tableName: TableName!, key: Key! }];
    }
    case 'TransactWriteItems':
      return (input as TransactWriteItemsCommandInput).TransactItems!.map((of) => {
        if (of.Put) return { tableName: of.Put.TableName!, key: of.Put.Item!, put: of.Put.Item };
        const { TableName, Key } = (of.Update ?? of.Delete ?? of.ConditionCheck)!;
        return { tableName: TableName!, key: Key! };
      });
    case 'BatchWriteItem':
      return Object.entries((input as BatchWriteItemCommandInput).RequestItems!).flatMap(
        ([tableName, requests]) =>
          requests.map(({ PutRequest, DeleteRequest }) => ({
            tableName,
            key: (PutRequest?.Item ?? DeleteRequest?.Key)!,
            put: PutRequest?.Item,
          })),
      );
    default:
      return [];
  }
};

const consistencyOf = (consistent: boolean | undefined): Consistency =>
  consistent ? 'STRONG' : 'EVENTUAL';

const readUnitsOf = (operation: string, input: object, output: object): number => {
  switch (operation) {
    case 'GetItem': {
      const { ConsistentRead, ProjectionExpression } = input as GetItemCommandInput;
      refusePart(operation, ProjectionExpression);
      return getUnits((output as GetItemCommandOutput).Item, consistencyOf(ConsistentRead));
    }
    case 'BatchGetItem': {
      const { Responses = {} } = output as BatchGetItemCommandOutput;
      return Object.entries((input as BatchGetItemCommandInput).RequestItems!)
        .flatMap(([tableName, { Keys = [], ConsistentRead, ProjectionExpression }]) => {
          refusePart(operation, ProjectionExpression);
          const found: (Item | undefined)[] = Responses[tableName] ?? [];
          return Keys.map((_, at) => getUnits(found[at], consistencyOf(ConsistentRead)));
        })
        .reduce((sum, units) => sum + units, 0);
    }
    case 'TransactGetItems': {
      const { Responses = [] } = output as TransactGetItemsCommandOutput;
      return (input as TransactGetItemsCommandInput)
        .TransactItems!.map(({ Get }, at) => {
          refusePart(operation, Get?.ProjectionExpression);
          return getUnits(Responses[at]?.Item, 'TRANSACTION');
        })
        .reduce((sum, units) => sum + units, 0);
    }
    case 'Query':
    case 'Scan': {
      const query = input as QueryCommandInput;
      refusePart(operation, query.ProjectionExpression ?? query.FilterExpression ?? query.Select);
      const { Items = [] } = output as QueryCommandOutput;
      return queryUnits(Items, consistencyOf(query.ConsistentRead));
    }
    default:
      return 0;
  }
};

/** What is read and not returned costs too, and cannot be seen in the answer. */
const refusePart = (operation: string, part: string | undefined): void => {
  if (part) throw new Error(`A ${operation} of "${part}" cannot be metered from its answer`);
};
