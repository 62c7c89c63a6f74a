/**
 * Where an engine of the one-machine host answers otherwise than DynamoDB, so that a resolver meets
 * the same DynamoDB on each of them. Every gap names who has it, what DynamoDB does and where that
 * was learnt; its test is in test/datasources/engineGaps.test.ts, which runs on both engines.
 *
 * Known and not closed: neither engine raises a TransactionConflict. Tests raise it themselves, in
 * front of the data source (test/messaging/faults.test.ts).
 */
import {
  type AttributeValue,
  DynamoDBError,
  type Item,
  type Wire,
} from '../../../dynamodb/wire/index.js';
import { type Expression, nameOf } from './expressions.js';
import { validationFailure } from './failure.js';
import { isProjectedAlike, project } from './project.js';

/**
 * dynoxide 1.2.1 accepts an ExclusiveStartKey outside of what the Query asks for, and goes on from
 * wherever that is; DynamoDB Local refuses in other words. DynamoDB refuses in these
 * (floci-io/floci#3322; scylladb/scylladb#26988, asked of AWS).
 */
export function checkStartKey(startKey: Item | undefined, condition: Expression): void {
  if (startKey === undefined || isWithin(startKey, condition)) return;
  throw validationFailure(
    'The provided starting key is outside query boundaries based on provided conditions',
  );
}

const comparison = /(#?\w+)\s*(<=|>=|=|<|>)\s*(:\w+)/g;
const reversed = /(:\w+)\s*(<=|>=|=|<|>)\s*(#?\w+)/g;
const between = /(#?\w+)\s+between\s+(:\w+)\s+and\s+(:\w+)/gi;
const beginning = /begins_with\s*\(\s*(#?\w+)\s*,\s*(:\w+)\s*\)/gi;

const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** Whether a key meets each part of a key condition; what is wrong with the condition, DynamoDB says. */
function isWithin(key: Item, { expression, names, values }: Expression): boolean {
  const attribute = (name: string) => key[nameOf(name, names)];
  const meets = (name: string, operator: string, value: string): boolean => {
    const result = order(attribute(name), values[value]);
    if (result === undefined) return true;
    if (operator === '=') return result === 0;
    if (operator.endsWith('=') && result === 0) return true;
    return operator.startsWith('<') ? result < 0 : result > 0;
  };
  const begins = (name: string, value: string): boolean => {
    const [text, start] = [attribute(name)?.S, values[value]?.S];
    return text === undefined || start === undefined || text.startsWith(start);
  };
  const all = (pattern: RegExp, test: (...parts: string[]) => boolean): boolean =>
    [...expression.matchAll(pattern)].every(([, ...parts]) => test(...parts));
  return (
    all(comparison, (name, operator, value) => meets(name!, operator!, value!)) &&
    all(reversed, (value, operator, name) =>
      meets(name!, mirrored[operator!] ?? operator!, value!),
    ) &&
    all(between, (name, low, high) => meets(name!, '>=', low!) && meets(name!, '<=', high!)) &&
    all(beginning, (name, value) => begins(name!, value!))
  );
}

/** Negative, 0 or positive, as DynamoDB orders key values; undefined where they cannot be compared. */
function order(
  one: AttributeValue | undefined,
  other: AttributeValue | undefined,
): number | undefined {
  if (one?.S !== undefined && other?.S !== undefined) {
    return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S));
  }
  if (one?.N !== undefined && other?.N !== undefined) return Number(one.N) - Number(other.N);
  if (one?.B !== undefined && other?.B !== undefined) {
    return Buffer.compare(Buffer.from(one.B, 'base64'), Buffer.from(other.B, 'base64'));
  }
  return undefined;
}

/**
 * dynoxide 1.2.1 takes the ProjectionExpression of a TransactGetItems, and gives the whole item
 * (API reference, Get). What the engine is asked for: no projection of list elements, which could
 * not be carried out twice.
 */
export const askedProjection = (projection: Expression | undefined): Expression | undefined =>
  projection && isProjectedAlike(projection.expression) ? projection : undefined;

/** The part of an item of TransactGetItems that its projection asks for. */
export const projected = (
  item: Item | undefined,
  projection: Expression | undefined,
): Item | undefined => (item && projection ? project(item, projection) : item);

/** What an item of a transaction names. */
interface TransactionTarget {
  readonly table: string;
  readonly key: Item;
}

/** As dynoxide says it of a TransactGetItems, in a reason. */
const EMPTY_KEY = /cannot contain an empty string value/;

/** As DynamoDB Local says it of the whole transaction. */
const WRONG_KEY = /number of conditions on the keys is invalid/;

/**
 * The error of a transaction as DynamoDB gives it.
 *
 * - A key with an empty string is refused before the transaction begins: a validation error
 *   (paritysuite/dynamodb-conformance#46, seen for TransactWriteItems). dynoxide 1.2.1 cancels a
 *   TransactGetItems for it.
 * - A key of another form than the table's cancels the transaction, with a reason for each item
 *   (nubo-db/dynoxide#19 and paritysuite/dynamodb-conformance#60, asked of AWS). DynamoDB Local
 *   gives no reasons, and for writes a validation error.
 */
export async function transactionError(
  error: unknown,
  targets: readonly TransactionTarget[],
  wire: Wire,
): Promise<unknown> {
  if (!(error instanceof DynamoDBError)) return error;
  const { CancellationReasons: reasons, status, requestId } = error;
  const empty = reasons?.find(({ Message }) => Message && EMPTY_KEY.test(Message));
  if (empty) {
    return new DynamoDBError(empty.Message!, { name: 'ValidationException', status, requestId });
  }
  if (reasons !== undefined || !WRONG_KEY.test(error.message)) return error;

  const fits = await Promise.all(targets.map((target) => hasKeyOfTable(target, wire)));
  const wrong = 'The provided key element does not match the schema';
  const codes = fits.map((fit) => (fit ? 'None' : 'ValidationError'));
  return new DynamoDBError(
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    {
      name: 'TransactionCanceledException',
      status,
      requestId,
      CancellationReasons: codes.map((Code) =>
        Code === 'None' ? { Code } : { Code, Message: wrong },
      ),
    },
  );
}

async function hasKeyOfTable({ table, key }: TransactionTarget, wire: Wire): Promise<boolean> {
  const { Table } = await wire.send('DescribeTable', { TableName: table });
  const wanted = Table?.KeySchema?.map(({ AttributeName }) => AttributeName!) ?? [];
  return wanted.length === Object.keys(key).length && wanted.every((name) => name in key);
}
