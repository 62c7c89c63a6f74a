import type { AttributeValue } from '../../../dynamodb/wire/index.js';
import type { AccessRequest } from '../../../iam/policy.js';

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
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
}

/** One action on one table, as IAM is asked about it. */
export interface TableRequest {
  /** IAM's name, without `dynamodb:`. */
  readonly action: string;
  readonly tableName: string;
  readonly indexName?: string | undefined;
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
 * What IAM is asked for a request to DynamoDB: one question for each item of a transaction and for each
 * table of a batch (service authorization reference, "Actions, resources, and condition keys for
 * Amazon DynamoDB").
 */
export function tableRequestsOf(operation: string, input: unknown): TableRequest[] {
  const request = input as Input;
  if (request.TransactItems) {
    return request.TransactItems.flatMap((item) =>
      Object.entries(item).map(([part, one]) =>
        single(transactionActions[part] ?? part, one, operation),
      ),
    );
  }
  if (request.RequestItems) {
    return Object.entries(request.RequestItems).map(([table, asked]) =>
      batch(operation, table, asked),
    );
  }
  return [single(operation, request)];
}

/**
 * `Select` and `ReturnValues` always have a value, the first of reads and the second of writes (DynamoDB
 * developer guide, "Using IAM policy conditions for fine-grained access control"). Not known: their
 * values inside transactions, and of `Select` for an index; the host takes those of a table.
 */
const reads = ['GetItem', 'Query', 'Scan'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem'];

function single(action: string, input: Input, enclosingOperation?: string): TableRequest {
  const { Key, Item: item, ProjectionExpression, Select } = input;
  const expressions = [
    input.KeyConditionExpression,
    input.FilterExpression,
    ProjectionExpression,
    input.UpdateExpression,
    input.ConditionExpression,
  ];
  const named = expressions.flatMap((text) =>
    text === undefined ? [] : attributesIn(text, input.ExpressionAttributeNames ?? {}),
  );
  return {
    action,
    tableName: input.TableName ?? '',
    indexName: input.IndexName,
    enclosingOperation,
    attributes: [...new Set([...Object.keys(Key ?? item ?? {}), ...named])],
    ...(reads.includes(action) && {
      select: Select ?? (ProjectionExpression ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
    }),
    ...(writes.includes(action) && { returnValues: input.ReturnValues ?? 'NONE' }),
    valuesOf: (name) =>
      valuesIn([...(Key ? [Key] : []), ...(item ? [item] : []), equalTo(name, input)], name),
  };
}

/** Both batches, by their shapes: keys to read, or lists of writes. */
function batch(action: string, tableName: string, asked: unknown): TableRequest {
  const writes = Array.isArray(asked)
    ? (asked as { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[])
    : [];
  const items = Array.isArray(asked)
    ? writes.map((one) => one.PutRequest?.Item ?? one.DeleteRequest?.Key ?? {})
    : ((asked as { Keys?: readonly Item[] }).Keys ?? []);
  return {
    action,
    tableName,
    attributes: [...new Set(items.flatMap((item) => Object.keys(item)))],
    ...(action === 'BatchGetItem' && { select: 'ALL_ATTRIBUTES' }),
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
  const { KeyConditionExpression = '', ExpressionAttributeNames = {} } = input;
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

/** The condition keys that may have a value here; AWS has more. */
export const contextKeys = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:SecureTransport',
  'aws:RequestedRegion',
  'aws:CurrentTime',
  'aws:EpochTime',
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'dynamodb:EnclosingOperation',
  'dynamodb:Select',
  'dynamodb:ReturnValues',
];

/** The question as IAM understands it. `leadingKeys` is left out where nothing asks for it. */
export function accessRequestOf(
  { action, tableName, indexName, ...request }: TableRequest,
  role: { readonly region: string; readonly account: string; readonly principalArn: string },
  leadingKeys: readonly string[] | undefined,
): AccessRequest {
  const table = `arn:aws:dynamodb:${role.region}:${role.account}:table/${tableName}`;
  const { enclosingOperation, attributes, select, returnValues } = request;
  return {
    action: `dynamodb:${action}`,
    resource: indexName === undefined ? table : `${table}/index/${indexName}`,
    context: {
      'aws:PrincipalArn': [role.principalArn],
      'aws:PrincipalAccount': [role.account],
      'aws:SecureTransport': ['true'],
      'aws:RequestedRegion': [role.region],
      'aws:CurrentTime': [new Date().toISOString()],
      'aws:EpochTime': [`${Math.floor(Date.now() / 1_000)}`],
      ...(attributes.length > 0 && { 'dynamodb:Attributes': attributes }),
      ...(leadingKeys && leadingKeys.length > 0 && { 'dynamodb:LeadingKeys': leadingKeys }),
      ...(enclosingOperation && { 'dynamodb:EnclosingOperation': [enclosingOperation] }),
      ...(select && { 'dynamodb:Select': [select] }),
      ...(returnValues && { 'dynamodb:ReturnValues': [returnValues] }),
    },
  };
}
