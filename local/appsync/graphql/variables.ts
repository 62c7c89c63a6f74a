import {
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

import { CoercionError } from '../schema/coercing.js';
import { javaClass } from '../schema/javaText.js';
import { locationsOf, requestError } from './errors.js';
import { leafCoercion } from '../schema/leafCoercion.js';
import { literalValue, ownValue, type Values } from './values.js';

/**
 * Coerces a request's variables as graphql-java 8 does. Its cases and messages were seen on AppSync
 * (aws-appsync-community issues 322 and 406: the message names the variable, but the type of the
 * field in it). Throws a `RequestError`.
 *
 * The result leaves out a variable that was omitted and has no default.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Values,
): Values {
  const values = new Map<string, unknown>();
  for (const definition of definitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    const value = ownValue(given, name);
    if (definition.defaultValue && (value === undefined || value === null)) {
      values.set(name, literalValue(type, definition.defaultValue, {}));
    } else if (Object.hasOwn(given, name)) {
      values.set(name, variableValue(definition, name, type, value ?? null));
    } else if (isNonNullType(type)) {
      throw nullVariable(definition, type);
    }
  }
  return Object.fromEntries(values);
}

function variableValue(
  definition: VariableDefinitionNode,
  inputName: string,
  type: GraphQLInputType,
  value: unknown,
): unknown {
  if (isNonNullType(type)) {
    const inner = variableValue(definition, inputName, type.ofType as GraphQLInputType, value);
    if (inner === null) throw nullVariable(definition, type);
    return inner;
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const itemType = type.ofType as GraphQLInputType;
    return items.map((item) => variableValue(definition, inputName, itemType, item));
  }
  if (isInputObjectType(type)) return objectVariable(definition, inputName, type, value);
  try {
    return leafCoercion(type).parseValue(value);
  } catch (error) {
    throw invalidVariable(definition, inputName, error);
  }
}

function objectVariable(
  definition: VariableDefinitionNode,
  inputName: string,
  type: GraphQLInputObjectType,
  value: unknown,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const reason = `Expected type 'Map' but was '${javaClass(value)}'. Variables for input objects must be an instance of type 'Map'.`;
    throw invalidVariable(definition, inputName, new CoercionError(reason));
  }
  const given = value as Values;
  const fields = type.getFields();
  if (Object.keys(given).some((name) => !Object.hasOwn(fields, name))) {
    // AppSync does not name the field (aws-appsync-community issue 273).
    const text = `The variables input contains a field that is not defined for input object type '${type.name}' `;
    throw requestError(text);
  }
  const result: Record<string, unknown> = {};
  for (const { name, type: wanted } of Object.values(fields)) {
    if (!Object.hasOwn(given, name) && !isNonNullType(wanted)) continue;
    result[name] = variableValue(definition, name, wanted, ownValue(given, name));
  }
  return result;
}

const nullVariable = (definition: VariableDefinitionNode, type: GraphQLInputType) =>
  requestError(
    `Variable '${definition.variable.name.value}' has coerced Null value for NonNull type '${String(type)}'`,
    locationsOf(definition),
  );

function invalidVariable(
  definition: VariableDefinitionNode,
  name: string,
  error: unknown,
): unknown {
  if (!(error instanceof CoercionError)) return error;
  return requestError(
    `Variable '${name}' has an invalid value. ${error.message}`,
    locationsOf(definition),
  );
}
