import { isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

import { propertyOf } from './values.js';

/**
 * The object type of an interface's or union's value: what its `__typename` names (developer guide,
 * interfaces-and-unions). Undefined where it names no type of that interface or union.
 */
export function concreteType(
  schema: GraphQLSchema,
  abstractName: string,
  value: unknown,
): GraphQLObjectType | undefined {
  const name = propertyOf(value, '__typename');
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  const abstract = schema.getType(abstractName);
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type)
    ? type
    : undefined;
}
