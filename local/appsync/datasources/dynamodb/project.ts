import type { AttributeValue, Item } from '../../../dynamodb/wire/index.js';
import { type Expression, nameOf } from './expressions.js';
import { validationFailure } from './failure.js';

/** An attribute's name, or an element's index. */
type Step = string | number;

/** Whether a projection of what it has projected is the same again: not with elements of lists. */
export const isProjectedAlike = (expression: string): boolean => !expression.includes('[');

const steps = /^([#\w]+)((?:\.[#\w]+|\[\d+\])*)$/;

const pathOf = (text: string, names: Readonly<Record<string, string>>): Step[] => {
  const [, first, rest = ''] = steps.exec(text) ?? [];
  if (first === undefined) {
    throw validationFailure(`Invalid ProjectionExpression: Syntax error; token: "${text}"`);
  }
  const more = [...rest.matchAll(/\.([#\w]+)|\[(\d+)\]/g)].map(([, name, index]) =>
    name === undefined ? Number(index) : nameOf(name, names),
  );
  return [nameOf(first, names), ...more];
};

/**
 * The part of an item that a projection asks for: nested attributes stay where they are, elements
 * of a list move together in their order (developer guide, Expressions.ProjectionExpressions).
 */
export function project(item: Item, { expression, names }: Expression): Item {
  const paths = expression.split(',').map((text) => pathOf(text.trim(), names));
  return partOf({ M: item }, paths)?.M ?? {};
}

/** Undefined where nothing of a value is asked for, or nothing of what is asked for is there. */
function partOf(
  value: AttributeValue | undefined,
  paths: readonly (readonly Step[])[],
): AttributeValue | undefined {
  if (value === undefined || paths.length === 0) return undefined;
  if (paths.some((path) => path.length === 0)) return value;
  const below = (step: Step) =>
    paths.filter(([first]) => first === step).map(([, ...rest]) => rest);
  if (value.M !== undefined) {
    const parts = Object.entries(value.M)
      .map(([name, one]) => [name, partOf(one, below(name))] as const)
      .filter((part): part is [string, AttributeValue] => part[1] !== undefined);
    return parts.length > 0 ? { M: Object.fromEntries(parts) } : undefined;
  }
  if (value.L !== undefined) {
    const parts = value.L.map((one, index) => partOf(one, below(index)));
    const there = parts.filter((part) => part !== undefined);
    return there.length > 0 ? { L: there } : undefined;
  }
  return undefined;
}
