import type { Operations } from '../../../dynamodb/wire/index.js';
import { asBoolean, asInteger, asString, ifGiven, onlyFields, required } from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import type { DataSourceScope } from '../../types.js';
import { toPlain } from './attributeValues.js';
import { common, type Connection, type Operation } from './connection.js';
import { checkStartKey } from './engineGaps.js';
import { placeholders, projectionIfGiven, readExpression, type Expression } from './expressions.js';

const selects = ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES'] as const;

const asSelect = (value: unknown, path: Path): (typeof selects)[number] => {
  const select = selects.find((name) => name === value);
  if (select === undefined) throw new ResolverFault(`Unsupported value for field '${path}'.`);
  return select;
};

const pageFields = [
  ...common,
  ...['index', 'limit', 'nextToken', 'consistentRead', 'select', 'filter', 'projection'],
];

/** Reads the fields that Query and Scan share. `limit` has no default: DynamoDB's page is 1 MB. */
const readPage = (
  request: Fields,
  { tableName, seal }: Connection,
  scope: DataSourceScope,
  own: readonly Expression[],
) => {
  const filter = ifGiven(request, '$', 'filter', readExpression);
  const projection = projectionIfGiven(request, '$');
  const nextToken = ifGiven(request, '$', 'nextToken', asString);
  return {
    TableName: tableName,
    IndexName: ifGiven(request, '$', 'index', asString),
    Limit: ifGiven(request, '$', 'limit', asInteger),
    ConsistentRead: ifGiven(request, '$', 'consistentRead', asBoolean) ?? false,
    Select: ifGiven(request, '$', 'select', asSelect),
    FilterExpression: filter?.expression,
    ProjectionExpression: projection?.expression,
    ExclusiveStartKey: nextToken === undefined ? undefined : seal.open(nextToken, scope),
    ...placeholders(...own, filter, projection),
  };
};

type PageOutput = Operations['Query' | 'Scan']['output'];

const toResult = (output: PageOutput, { seal }: Connection, scope: DataSourceScope) => {
  const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = output;
  return {
    items: Items.map(toPlain),
    nextToken: LastEvaluatedKey === undefined ? null : seal.seal(LastEvaluatedKey, scope),
    scannedCount: ScannedCount,
  };
};

/** `ctx.result`: `{ items, nextToken, scannedCount }`; `nextToken` is null at the end. */
export const query: Operation = async (request, connection, scope) => {
  const { send } = connection;
  onlyFields(request, '$', [...pageFields, 'query', 'scanIndexForward']);
  const keyCondition = required(request, '$', 'query', readExpression);
  const input = {
    ...readPage(request, connection, scope, [keyCondition]),
    KeyConditionExpression: keyCondition.expression,
    ScanIndexForward: ifGiven(request, '$', 'scanIndexForward', asBoolean) ?? true,
  };
  const output = await send('Query', input, () =>
    checkStartKey(input.ExclusiveStartKey, keyCondition),
  );
  return toResult(output, connection, scope);
};

/** `ctx.result`: as for Query. */
export const scan: Operation = async (request, connection, scope) => {
  const { send } = connection;
  onlyFields(request, '$', [...pageFields, 'totalSegments', 'segment']);
  const input = {
    ...readPage(request, connection, scope, []),
    TotalSegments: ifGiven(request, '$', 'totalSegments', asInteger),
    Segment: ifGiven(request, '$', 'segment', asInteger),
  };
  const output = await send('Scan', input);
  return toResult(output, connection, scope);
};
