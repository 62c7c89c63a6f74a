import {
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';

/** `__schema` or `__type`, or a field of the types that they return; undefined for any other. */
export function introspectionField(
  parent: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return parent.name.startsWith('__') ? parent.getFields()[name] : undefined;
}

/**
 * Resolves an introspection field by graphql-js. The schema that it shows has no argument defaults,
 * as on AppSync.
 */
export function introspect(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  source: unknown,
  args: Record<string, unknown>,
): unknown {
  // The resolvers of graphql-js read nothing else of `info`.
  return field.resolve?.(source, args, undefined, { schema } as GraphQLResolveInfo);
}
