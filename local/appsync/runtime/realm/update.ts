import { toDynamoDB } from './dynamodb.js';
import type { Expression } from './expression.js';
import { Fault, nameOf, unsupported, numberArgument, warn } from './faults.js';
import { call } from './budget.js';
import { freeze, hasOwn, isArray, isMap, keys } from './natives.js';

/**
 * `operations`, and the update expression that `update` makes of them. Recorded from AWS
 * (localstack/appsync-utils): the values of operations, and the names and clauses of one key. Not
 * recorded, and written by DynamoDB's grammar: several keys, nested objects, `remove`,
 * `updateListItem` (declared in @aws-appsync/utils 2.1.1; AWS did not have it when LocalStack
 * recorded).
 */
export const operations = freeze({
  add: (value: unknown) => ({ type: 'OPERATION_ADD', value }),
  remove: () => ({ type: 'OPERATION_REMOVE' }),
  replace: (value: unknown) => ({ type: 'OPERATION_REPLACE', value }),
  increment: (by: unknown) => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by: unknown) => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown) => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown) => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: unknown) => ({
    type: 'OPERATION_UPDATE_LIST_ITEM',
    value,
    index,
  }),
});

interface Clauses {
  readonly set: string[];
  readonly remove: string[];
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
  counted: { names: number; values: number };
}

/** The `update` of an UpdateItem: plain values and operations by attribute. */
export function updateExpression(update: unknown): Expression {
  if (!isMap(update)) return unsupported(`an update that is ${nameOf(update)}`);
  const clauses: Clauses = {
    set: [],
    remove: [],
    names: {},
    values: {},
    counted: { names: 0, values: 0 },
  };
  attributes('', update, clauses);
  const parts: string[] = [];
  if (clauses.set.length > 0) parts.push(`SET ${clauses.set.join(', ')}`);
  if (clauses.remove.length > 0) parts.push(`REMOVE ${clauses.remove.join(', ')}`);
  if (parts.length === 0) unsupported('an update of nothing');
  return {
    expression: parts.join(' '),
    expressionNames: clauses.names,
    expressionValues: clauses.values,
  };
}

function attributes(path: string, update: Record<string, unknown>, clauses: Clauses): void {
  call();
  for (const name of keys(update)) {
    clauses.counted.names += 1;
    const placeholder = `#expName_${clauses.counted.names}`;
    clauses.names[placeholder] = name;
    attribute(path + placeholder, name, update[name], clauses);
  }
}

function attribute(path: string, name: string, value: unknown, clauses: Clauses): void {
  const bind = (bound: unknown): string => {
    clauses.counted.values += 1;
    const placeholder = `:expValue_${clauses.counted.values}`;
    clauses.values[placeholder] = toDynamoDB(bound);
    return placeholder;
  };
  if (value === undefined) unsupported(`an update of ${name} with undefined`);
  if (value === null) {
    warn('ddb.update with a null value writes NULL here; what AppSync writes is not known.');
  }
  if (isArray(value) && value.some(isOperation)) {
    for (const operation of value as unknown[]) {
      if (!isOperation(operation) || operation.type !== 'OPERATION_UPDATE_LIST_ITEM') {
        unsupported(`an update of ${name} with a list of other operations than updateListItem`);
      }
      clauses.set.push(assignment(path, operation, bind));
    }
  } else if (!isMap(value)) {
    clauses.set.push(`${path} = ${bind(value)}`);
  } else if (!isOperation(value)) {
    attributes(`${path}.`, value, clauses);
  } else if (value.type === 'OPERATION_REMOVE') {
    clauses.remove.push(path);
  } else {
    clauses.set.push(assignment(path, value, bind));
  }
}

type Operation = { type: string } & Record<string, unknown>;

/** What an operation assigns to a path. */
function assignment(path: string, operation: Operation, bind: (value: unknown) => string): string {
  switch (operation.type) {
    case 'OPERATION_ADD':
    case 'OPERATION_REPLACE':
      return `${path} = ${bind(operation['value'])}`;
    case 'OPERATION_INCREMENT':
      return `${path} = ${path} + ${bind(numberArgument(operation['by'], 'the step'))}`;
    case 'OPERATION_DECREMENT':
      return `${path} = ${path} - ${bind(numberArgument(operation['by'], 'the step'))}`;
    case 'OPERATION_APPEND':
      return `${path} = list_append(${path}, ${bind(listOf(operation['items']))})`;
    case 'OPERATION_PREPEND':
      return `${path} = list_append(${bind(listOf(operation['items']))}, ${path})`;
    case 'OPERATION_UPDATE_LIST_ITEM': {
      const index = numberArgument(operation['index'], 'the index');
      return `${path}[${index}] = ${bind(operation['value'])}`;
    }
    default:
      throw new Fault(`there is no operation ${operation.type}`);
  }
}

function listOf(items: unknown): unknown[] {
  return isArray(items)
    ? (items as unknown[])
    : unsupported('append or prepend of something that is not a list');
}

function isOperation(value: unknown): value is Operation {
  return (
    isMap(value) &&
    hasOwn(value, 'type') &&
    typeof value['type'] === 'string' &&
    value['type'].startsWith('OPERATION_')
  );
}
