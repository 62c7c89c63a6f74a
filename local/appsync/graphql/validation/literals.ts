import {
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';

import { CoercionError } from '../../schema/coercing.js';
import { literalText } from '../../schema/javaText.js';
import { leafCoercion } from '../../schema/leafCoercion.js';

/** A problem of a literal: its place, the literal to quote, and graphql-java's words. */
interface LiteralProblem {
  /** The steps from the whole literal to the place, as `.field` and `[index]`. */
  readonly place: string;
  readonly value: ValueNode;
  readonly what: string;
}

/**
 * Checks a literal of the query against its type, without the variables in it. The words are
 * graphql-java's, as seen on AppSync ("argument 'data' with value '…' is not a valid 'AWSJSON'",
 * aws-mobile-appsync-sdk-js issue 554).
 */
export function literalProblem(
  value: ValueNode,
  type: GraphQLInputType,
): LiteralProblem | undefined {
  if (value.kind === Kind.VARIABLE) return undefined;
  if (isNonNullType(type)) {
    if (value.kind === Kind.NULL) return { place: '', value, what: 'must not be null' };
    return literalProblem(value, type.ofType as GraphQLInputType);
  }
  if (value.kind === Kind.NULL) return undefined;
  if (isListType(type)) {
    const itemType = type.ofType as GraphQLInputType;
    if (value.kind !== Kind.LIST) return literalProblem(value, itemType);
    return first(value.values, (item, index) => {
      const problem = literalProblem(item, itemType);
      return problem && { ...problem, place: `[${index}]${problem.place}` };
    });
  }
  if (isInputObjectType(type)) return objectProblem(value, type);
  try {
    leafCoercion(type).parseLiteral(value);
    return undefined;
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error;
    return { place: '', value, what: `is not a valid '${String(type)}'` };
  }
}

function objectProblem(value: ValueNode, type: GraphQLInputObjectType): LiteralProblem | undefined {
  if (value.kind !== Kind.OBJECT) return { place: '', value, what: 'must be an object type' };
  const missing = missingFields(value, type);
  if (missing.length > 0) {
    return { place: '', value, what: `is missing required fields '[${missing.join(', ')}]'` };
  }
  const fields = type.getFields();
  return first(value.fields, (written) => {
    const name = written.name.value;
    const field = fields[name];
    if (!field)
      return { place: '', value, what: `contains a field not in '${type.name}': '${name}'` };
    const problem = literalProblem(written.value, field.type);
    return problem && { ...problem, place: `.${name}${problem.place}` };
  });
}

function missingFields(value: ObjectValueNode, type: GraphQLInputObjectType): string[] {
  const written = new Set(value.fields.map((field) => field.name.value));
  return Object.values(type.getFields())
    .filter((field) => isNonNullType(field.type) && !written.has(field.name))
    .map((field) => field.name);
}

function first<T>(
  items: readonly T[],
  check: (item: T, index: number) => LiteralProblem | undefined,
): LiteralProblem | undefined {
  for (const [index, item] of items.entries()) {
    const problem = check(item, index);
    if (problem) return problem;
  }
  return undefined;
}

/** The message about an argument. */
export const argumentProblemText = (name: string, { place, value, what }: LiteralProblem) =>
  `argument '${name}${place}' with value '${literalText(value)}' ${what}`;
