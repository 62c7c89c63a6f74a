import {
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';

import { requestError } from './errors.js';
import { leafCoercion } from '../schema/leafCoercion.js';

export type Values = Readonly<Record<string, unknown>>;

/** The value of a name, but never an inherited property: clients choose the names. */
export const ownValue = (values: Values, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/** A field without a resolver reads the property of its name (developer guide, resolvers). */
export function propertyOf(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return null;
  return (source as Values)[name];
}

/**
 * The arguments of one field. An argument that is not written is absent. An argument whose variable
 * was omitted is null (aws-appsync-community issue 348); the GraphQL specification says absent. A
 * field of an input object whose variable was omitted is absent: graphql-java does this, it was not
 * seen on AppSync.
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

/** The value of a valid literal, with its variables filled in. */
export function literalValue(type: GraphQLInputType, node: ValueNode, variables: Values): unknown {
  if (node.kind === Kind.VARIABLE) return ownValue(variables, node.name.value) ?? null;
  if (node.kind === Kind.NULL) return null;
  if (isNonNullType(type)) return literalValue(type.ofType as GraphQLInputType, node, variables);
  if (isListType(type)) {
    const itemType = type.ofType as GraphQLInputType;
    const items = node.kind === Kind.LIST ? node.values : [node];
    return items.map((item) => literalValue(itemType, item, variables));
  }
  if (!isInputObjectType(type)) return leafCoercion(type).parseLiteral(node);
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
      );
    }
  }
  return result;
}
