import { Kind, type ObjectFieldNode, type ValueNode } from 'graphql';

/** A JSON value as Java's `toString` writes it. AppSync quotes values in this form. */
export function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}=${javaText(inner)}`)
      .join(', ')}}`;
  }
  return String(value);
}

/** The Java class that AppSync's JSON parser creates for a value. */
export function javaClass(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (Array.isArray(value)) return 'ArrayList';
  if (typeof value !== 'number') return value === null ? 'null' : 'LinkedHashMap';
  if (!Number.isInteger(value)) return 'Double';
  if (Math.abs(value) <= 2 ** 31 - 1 || value === -(2 ** 31)) return 'Integer';
  return Number.isSafeInteger(value) ? 'Long' : 'BigInteger';
}

/** graphql-java's class name of a literal: graphql-js's name of its kind, but for two. */
export function literalClass({ kind }: ValueNode): string {
  if (kind === Kind.VARIABLE) return 'VariableReference';
  return kind === Kind.LIST ? 'ArrayValue' : kind;
}

/** A literal as graphql-java's `toString` writes it, seen in AppSync's `WrongType` messages. */
export function literalText(node: ValueNode): string {
  switch (node.kind) {
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(literalText).join(', ')}]}`;
    case Kind.OBJECT:
      return `ObjectValue{objectFields=[${node.fields.map(fieldText).join(', ')}]}`;
    default:
      return `${node.kind}{value=${node.value}}`;
  }
}

const fieldText = (field: ObjectFieldNode) =>
  `ObjectField{name='${field.name.value}', value=${literalText(field.value)}}`;
