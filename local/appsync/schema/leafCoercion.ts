import {
  isEnumType,
  isScalarType,
  Kind,
  type GraphQLEnumType,
  type GraphQLInputType,
} from 'graphql';

import { getOrMake } from '../getOrMake.js';
import { CoercionError, type Coercing } from './coercing.js';
import { coercingOf } from './scalars.js';

/** How a scalar or enum is read and written. */
export function leafCoercion(type: GraphQLInputType): Coercing {
  if (isScalarType(type)) return coercingOf(type.name);
  if (isEnumType(type)) return getOrMake(enumCoercings, type, () => enumCoercing(type));
  throw new TypeError(`${String(type)} is neither a scalar nor an enum`);
}

const enumCoercings = new WeakMap<GraphQLEnumType, Coercing>();

function enumCoercing(type: GraphQLEnumType): Coercing {
  const check = (value: unknown, problem: (text: string) => string) => {
    if (typeof value === 'string' && type.getValue(value)) return value;
    throw new CoercionError(problem(String(value)));
  };
  return {
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
}
