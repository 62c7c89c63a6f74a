import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  typeFromAST,
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';

import { CoercionError, type Coercing } from '../schema/coercing';
import { javaClass } from '../schema/javaText';
import { coercingOf } from '../schema/scalars';
import { locationsOf, requestError } from './errors';

export type Values = Readonly<Record<string, unknown>>;

/** The value of that name: never what every object inherits, for clients choose the names. */
export const ownValue = (values: Values, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/**
 * A request's variables, as graphql-java of AppSync's generation reads them: what it says and in
 * which cases is as seen on the service (aws-appsync-community issues 322 and 406: the variable is
 * named, the type is that of the field in it). Throws a `RequestError`.
 *
 * A variable that was left out and has no default is not in the answer.
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
    return leafCoercing(type).parseValue(value);
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
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(fields, name)) continue;
    const text = `The variables input contains a field name '${name}' that is not defined for input object type '${type.name}' `;
    throw requestError(text, null);
  }
  const result: Record<string, unknown> = {};
  for (const field of Object.values(fields)) {
    if (!Object.hasOwn(given, field.name) && !isNonNullType(field.type)) continue;
    result[field.name] = variableValue(
      definition,
      field.name,
      field.type,
      ownValue(given, field.name),
    );
  }
  return result;
}

/**
 * The arguments of one field. An argument that is not written is absent; one that names a variable
 * which was left out is null (aws-appsync-community issue 348), where the GraphQL specification
 * has it absent. In an input object such a field is absent: graphql-java's behaviour, not seen on
 * the service.
 */
export function argumentValues(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Values,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const argument of field.args) {
    const written = node.arguments?.find((one) => one.name.value === argument.name);
    if (written) result[argument.name] = literalValue(argument.type, written.value, variables);
  }
  return result;
}

function literalValue(type: GraphQLInputType, node: ValueNode, variables: Values): unknown {
  if (node.kind === Kind.VARIABLE) return ownValue(variables, node.name.value) ?? null;
  if (node.kind === Kind.NULL) return null;
  if (isNonNullType(type)) return literalValue(type.ofType as GraphQLInputType, node, variables);
  if (isListType(type)) {
    const itemType = type.ofType as GraphQLInputType;
    const items = node.kind === Kind.LIST ? node.values : [node];
    return items.map((item) => literalValue(itemType, item, variables));
  }
  if (!isInputObjectType(type)) return leafCoercing(type).parseLiteral(node);
  const result: Record<string, unknown> = {};
  const written = node.kind === Kind.OBJECT ? node.fields : [];
  for (const field of Object.values(type.getFields())) {
    const value = written.find((one) => one.name.value === field.name)?.value;
    const leftOut =
      !value || (value.kind === Kind.VARIABLE && !Object.hasOwn(variables, value.name.value));
    if (!leftOut) result[field.name] = literalValue(field.type, value, variables);
    else if (isNonNullType(field.type)) {
      const typeName = String(field.type);
      throw requestError(
        `Input field '${field.name}' has coerced Null value for NonNull type '${typeName}'`,
        null,
      );
    }
  }
  return result;
}

/** How a scalar or enum is read and written. */
export function leafCoercing(type: GraphQLInputType): Coercing {
  if (isScalarType(type)) return coercingOf(type.name);
  if (isEnumType(type)) return enumCoercing(type);
  throw new TypeError(`${String(type)} is neither a scalar nor an enum`);
}

const enumCoercings = new WeakMap<GraphQLEnumType, Coercing>();

function enumCoercing(type: GraphQLEnumType): Coercing {
  const known = enumCoercings.get(type);
  if (known) return known;
  const check = (value: unknown, problem: (text: string) => string) => {
    if (typeof value === 'string' && type.getValue(value)) return value;
    throw new CoercionError(problem(String(value)));
  };
  const coercing: Coercing = {
    parseValue: (value) =>
      check(
        value,
        (text) => `Invalid input for Enum '${type.name}'. No value found for name '${text}'`,
      ),
    serialize: (value) =>
      check(value, (text) => `Invalid input for Enum '${type.name}'. Unknown value '${text}'`),
    parseLiteral(node) {
      const name = node.kind === Kind.ENUM ? node.value : undefined;
      return check(
        name,
        () => `Expected enum literal value not in allowable values -  '${String(name)}'.`,
      );
    },
  };
  enumCoercings.set(type, coercing);
  return coercing;
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
