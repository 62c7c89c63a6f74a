import { asObject, asString, ifGiven, onlyFields, recordOf, required } from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import { toItem } from './attributeValues.js';
import type { Item } from '../../../dynamodb/wire/index.js';

export interface Expression {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/**
 * Reads `{ expression, expressionNames?, expressionValues? }`.
 * @param more other fields that are allowed
 */
export const readExpression = (
  value: unknown,
  path: Path,
  more: readonly string[] = [],
): Expression => {
  const fields = asObject(value, path);
  onlyFields(fields, path, ['expression', 'expressionNames', 'expressionValues', ...more]);
  return {
    expression: required(fields, path, 'expression', asString),
    names: ifGiven(fields, path, 'expressionNames', recordOf(asString)) ?? {},
    values: ifGiven(fields, path, 'expressionValues', toItem) ?? {},
  };
};

/** Reads `{ expression, expressionNames? }`. */
const readProjection = (value: unknown, path: Path): Expression => {
  onlyFields(asObject(value, path), path, ['expression', 'expressionNames']);
  return readExpression(value, path);
};

/** The attribute that an expression means by a name or by a placeholder of one. */
export const nameOf = (text: string, names: Expression['names']): string =>
  text.startsWith('#') ? (names[text] ?? text) : text;

export const projectionIfGiven = (fields: Fields, path: Path): Expression | undefined =>
  ifGiven(fields, path, 'projection', readProjection);

const merge = <T>(maps: readonly Readonly<Record<string, T>>[]): Record<string, T> | undefined => {
  const merged: Record<string, T> = {};
  for (const map of maps) {
    for (const [placeholder, value] of Object.entries(map)) {
      if (Object.hasOwn(merged, placeholder)) {
        throw new ResolverFault(
          `Two expressions of one request use the placeholder '${placeholder}'; AppSync allows it in one only.`,
        );
      }
      merged[placeholder] = value;
    }
  }
  return Object.keys(merged).length === 0 ? undefined : merged;
};

/**
 * Merges the placeholders of all expressions of a request. DynamoDB has one set for each request,
 * AppSync one for each expression. AppSync refuses a placeholder that is in two of them, even with the
 * same value (the AppSync team in aws-appsync-community issue 162; its error message is not known).
 */
export const placeholders = (...expressions: readonly (Expression | undefined)[]) => {
  const given = expressions.filter((expression) => expression !== undefined);
  return {
    ExpressionAttributeNames: merge(given.map((expression) => expression.names)),
    ExpressionAttributeValues: merge(given.map((expression) => expression.values)),
  };
};
