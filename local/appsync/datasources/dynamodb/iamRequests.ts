import type { AttributeValue } from '../../../dynamodb/wire/index.js';
import { readStatement } from './partiql.js';

type Item = Readonly<Record<string, AttributeValue>>;

/** The members of DynamoDB's requests that its condition keys are about. */
interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly RequestItems?: Readonly<Record<string, Input>>;
  /** Of a table in a BatchGetItem. */
  readonly Keys?: readonly Item[];
  readonly ResourceArn?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
  readonly Statement?: string;
  readonly Statements?: readonly { readonly Statement: string }[];
  readonly TransactStatements?: readonly { readonly Statement: string }[];
  // "Legacy conditional parameters", which came before expressions.
  readonly AttributesToGet?: readonly string[];
  readonly AttributeUpdates?: object;
  readonly Expected?: object;
  readonly KeyConditions?: Readonly<
    Record<
      string,
      { ComparisonOperator: string; AttributeValueList?: readonly AttributeValue[] } | undefined
    >
  >;
  readonly QueryFilter?: object;
  readonly ScanFilter?: object;
}

/** A request that cannot be judged: its statement of PartiQL is none that the host can read. */
export class UnreadableStatement extends Error {
  override readonly name = 'UnreadableStatement';
}

/** One action on one table, as IAM is asked about it. */
export interface TableRequest {
  /** IAM's name, without `dynamodb:`. */
  readonly action: string;
  /** Left out: the request is about no table. */
  readonly tableName: string | undefined;
  readonly indexName?: string | undefined;
  /** Of a statement of PartiQL: what it says of attributes and keys is not known. */
  readonly isStatement?: true;
  readonly enclosingOperation?: string | undefined;
  /** Every attribute that the request names. */
  readonly attributes: readonly string[];
  readonly select?: string | undefined;
  readonly returnValues?: string | undefined;
  /** The values of an attribute that is a partition key. */
  readonly valuesOf: (partitionKey: string) => readonly string[];
}

/** The parts of a transaction by their names in the request, and the actions that they need. */
const transactionActions: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/**
 * What IAM is asked for a request to DynamoDB: one question for each item of a transaction, each table of
 * a batch and each statement (service authorization reference, "Actions, resources, and condition keys
 * for Amazon DynamoDB").
 *
 * @throws UnreadableStatement
 */
export function tableRequestsOf(operation: string, input: unknown): TableRequest[] {
  const request = input as Input;
  // By the operation alone: members of another one mean nothing to DynamoDB.
  switch (operation) {
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return request.TransactItems!.flatMap((item) =>
        Object.entries(item).map(([part, one]) =>
          single(transactionActions[part] ?? part, one, operation),
        ),
      );
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries(request.RequestItems!).map(([table, asked]) =>
        operation === 'BatchGetItem' ? batchRead(table, asked) : batchWrite(table, asked),
      );
    case 'ExecuteStatement':
      return [statement(operation, request.Statement!)];
    case 'BatchExecuteStatement':
      return request.Statements!.map((one) => statement(operation, one.Statement));
    case 'ExecuteTransaction':
      return request.TransactStatements!.map((one) => statement(operation, one.Statement));
    default:
      return [single(operation, request)];
  }
}

function statement(operation: string, text: string): TableRequest {
  const read = readStatement(text);
  if (!read) throw new UnreadableStatement();
  return {
    ...read,
    isStatement: true,
    ...(operation === 'ExecuteTransaction' && { enclosingOperation: operation }),
    attributes: [],
    valuesOf: () => [],
  };
}

/**
 * `Select` and `ReturnValues` always have a value, the first of reads and the second of writes (DynamoDB
 * developer guide, "Using IAM policy conditions for fine-grained access control"). Not known: their
 * values inside transactions, and of `Select` for an index; the host takes those of a table.
 */
const reads = ['GetItem', 'Query', 'Scan'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** Actions that name their table by its ARN alone. */
const byArn = ['TagResource', 'UntagResource', 'ListTagsOfResource'].concat(
  ['Get', 'Put', 'Delete'].map((verb) => `${verb}ResourcePolicy`),
);

function single(action: string, input: Input, enclosingOperation?: string): TableRequest {
  const item = (action === 'PutItem' ? input.Item : input.Key) ?? {};
  return {
    action,
    tableName: byArn.includes(action) ? input.ResourceArn : input.TableName,
    indexName: action === 'Query' || action === 'Scan' ? input.IndexName : undefined,
    enclosingOperation,
    attributes: [...new Set([...Object.keys(item), ...namedIn(input)])],
    ...(reads.includes(action) && { select: input.Select ?? selectOf(input) }),
    ...(writes.includes(action) && { returnValues: input.ReturnValues ?? 'NONE' }),
    valuesOf: (name) => valuesIn([action === 'Query' ? equalTo(name, input) : item], name),
  };
}

const selectOf = ({ ProjectionExpression, AttributesToGet }: Input): string =>
  ProjectionExpression || AttributesToGet ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES';

/** The attributes that the expressions of a request name, or what was there before expressions. */
function namedIn(input: Input): string[] {
  const expressions = [
    input.KeyConditionExpression,
    input.FilterExpression,
    input.ProjectionExpression,
    input.UpdateExpression,
    input.ConditionExpression,
  ];
  const { AttributeUpdates, Expected, KeyConditions, QueryFilter, ScanFilter } = input;
  const legacy = [AttributeUpdates, Expected, KeyConditions, QueryFilter, ScanFilter];
  return [
    ...expressions.flatMap((text) =>
      text === undefined ? [] : attributesIn(text, input.ExpressionAttributeNames ?? {}),
    ),
    ...(input.AttributesToGet ?? []),
    ...legacy.flatMap((one) => Object.keys(one ?? {})),
  ];
}

function batchRead(tableName: string, asked: Input): TableRequest {
  const keys = asked.Keys!;
  return {
    action: 'BatchGetItem',
    tableName,
    attributes: [...new Set([...keys.flatMap((key) => Object.keys(key)), ...namedIn(asked)])],
    select: selectOf(asked),
    valuesOf: (name) => valuesIn(keys, name),
  };
}

function batchWrite(tableName: string, asked: Input): TableRequest {
  const writes = asked as unknown as readonly {
    PutRequest?: { Item: Item };
    DeleteRequest?: { Key: Item };
  }[];
  const items = writes.flatMap((one) => [one.PutRequest?.Item ?? {}, one.DeleteRequest?.Key ?? {}]);
  return {
    action: 'BatchWriteItem',
    tableName,
    attributes: [...new Set(items.flatMap((item) => Object.keys(item)))],
    valuesOf: (name) => valuesIn(items, name),
  };
}

const valuesIn = (items: readonly Item[], name: string): string[] =>
  items.flatMap((item) => {
    const value = item[name];
    return value === undefined ? [] : [String(value.S ?? value.N ?? value.B)];
  });

/** What a key condition says that an attribute is equal to; brackets and the order of the two change nothing. */
function equalTo(name: string, input: Input): Item {
  const { KeyConditionExpression = '', ExpressionAttributeNames = {}, KeyConditions } = input;
  const { ComparisonOperator, AttributeValueList } = KeyConditions?.[name] ?? {};
  if (ComparisonOperator === 'EQ' && AttributeValueList?.[0]) {
    return { [name]: AttributeValueList[0] };
  }
  const text = KeyConditionExpression.replace(/[()]/g, ' ');
  for (const [, ...found] of text.matchAll(/(#\w+|\w+)\s*=\s*(:\w+)|(:\w+)\s*=\s*(#\w+|\w+)/g)) {
    const [attribute = found[3]!, placeholder = found[2]!] = found;
    const value = input.ExpressionAttributeValues?.[placeholder];
    if ((ExpressionAttributeNames[attribute] ?? attribute) === name && value) {
      return { [name]: value };
    }
  }
  return {};
}

/** DynamoDB's own words in expressions; functions are known by their bracket. */
const words = /^(?:SET|REMOVE|ADD|DELETE|AND|OR|NOT|BETWEEN|IN)$/i;

/** The attributes at the top of an item that an expression names. */
function attributesIn(text: string, names: Readonly<Record<string, string>>): string[] {
  const found: string[] = [];
  for (const { 0: path, index } of text.matchAll(/(?<![\w:#.])(?:#\w+|[A-Za-z_]\w*)/g)) {
    const isFunction = /^\s*\(/.test(text.slice(index + path.length));
    if (isFunction || words.test(path)) continue;
    found.push(names[path] ?? path);
  }
  return found;
}
