import { nameOf, unsupported } from './faults.js';
import { isArray, isMap, parseJson } from './natives.js';

/**
 * `util.rds.toJsonObject`: a list of rows for each statement, by column label. For strings the form
 * is recorded from AWS (localstack/appsync-utils); other scalars and nulls follow the field types
 * of the Data API. Other column types are not documented.
 */
export function rdsToJsonObject(result?: unknown): unknown[] {
  const parsed = typeof result === 'string' ? (parseJson(result) as unknown) : result;
  const statements = isMap(parsed) ? parsed['sqlStatementResults'] : undefined;
  if (!isArray(statements)) return unsupported(`toJsonObject of ${nameOf(result)}`);
  return statements.map((statement: unknown) => {
    if (!isMap(statement)) return unsupported('a statement result that is not an object');
    const { records, columnMetadata } = statement;
    if (records === undefined || records === null) return [];
    if (!isArray(records) || !isArray(columnMetadata))
      return unsupported('records without columns');
    const labels = columnMetadata.map((column: unknown) =>
      isMap(column) ? column['label'] : undefined,
    );
    return records.map((record: unknown) => row(record, labels));
  });
}

function row(record: unknown, labels: readonly unknown[]): Record<string, unknown> {
  if (!isArray(record)) return unsupported('a record that is not a list');
  const fields: Record<string, unknown> = {};
  for (let index = 0; index < record.length; index += 1) {
    const label = labels[index];
    if (typeof label !== 'string') return unsupported('a column without a label');
    fields[label] = valueOf(record[index]);
  }
  return fields;
}

function valueOf(field: unknown): unknown {
  if (!isMap(field)) return unsupported('a column value that is not an object');
  if (field['isNull'] === true) return null;
  for (const type of ['stringValue', 'longValue', 'doubleValue', 'booleanValue']) {
    if (field[type] !== undefined) return field[type];
  }
  return unsupported('a column value that is not a string, number or boolean');
}
