import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';

import { unauthorizedMessage } from '../../errorEntry.js';
import { getOrMake } from '../../getOrMake.js';
import { CoercionError } from '../../schema/coercing.js';
import { leafCoercion } from '../../schema/leafCoercion.js';
import { maxPushBytes } from '../../pushLimit.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Caller } from '../../types.js';
import { concreteType } from '../abstractTypes.js';
import {
  BadRequestError,
  invalid,
  mismatchText,
  nullText,
  serializationText,
  unresolvedType,
  type Path,
} from '../errors.js';
import { collectFields, type SelectionScope } from '../selection.js';
import { propertyOf } from '../values.js';
import { PushOutput, type PushError } from './pushOutput.js';

/** A step of a path, linked to the step before. It becomes an array only when an error needs it. */
interface Step {
  readonly key: string | number;
  readonly before: Step | undefined;
}

type Project = (value: unknown, step: Step | undefined, output: PushOutput) => unknown;

interface ProjectionOptions extends SelectionScope {
  readonly model: SchemaModel;
  readonly caller: Caller;
}

/**
 * Compiles a subscriber's selection into a function that extracts it from a published payload.
 *
 * The payload's keys are the mutation's response keys. So a subscriber's field is read by its own
 * name, and a field that the mutation did not select is null. A null at a non-null place makes the
 * nearest nullable parent null (developer guide, aws-appsync-real-time-data).
 *
 * The function returns undefined for an event that is too large to be pushed.
 */
export function compileProjection(
  options: ProjectionOptions,
  root: GraphQLObjectType,
  node: FieldNode,
  key: string,
): (payload: unknown) => { data: unknown; errors?: PushError[] } | undefined {
  const field = root.getFields()[node.name.value];
  if (!field) throw new TypeError(`${root.name} has no field ${node.name.value}`);
  const project = compileType(options, field.type, [node], root.name);
  const step: Step = { key, before: undefined };
  return (payload) => {
    const output = new PushOutput(maxPushBytes);
    try {
      const value = project(payload, step, output);
      if (output.isExceeded) return undefined;
      const data = value === invalid ? null : { [key]: value };
      return output.errors.length > 0 ? { data, errors: output.errors } : { data };
    } catch (error) {
      // What AppSync sends is not known. A query is refused whole, so the event has no data.
      if (!(error instanceof BadRequestError)) throw error;
      const { errorType, message } = error;
      return { data: null, errors: [{ errorType, message, path: [key] }] };
    }
  };
}

function compileType(
  options: ProjectionOptions,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  parentName: string,
): Project {
  const nullable = getNullableType(type);
  const inner = compileNullable(options, nullable, nodes);
  if (!isNonNullType(type)) {
    return (value, step, output) => {
      const result = value === null || value === undefined ? null : inner(value, step, output);
      return result === invalid ? null : result;
    };
  }
  return (value, step, output) =>
    value === null || value === undefined
      ? refused(output, step, (path) => nullText(nullable, parentName, path))
      : inner(value, step, output);
}

/** Reports what is wrong with the value at a step. */
function refused(output: PushOutput, step: Step | undefined, text: (path: Path) => string) {
  const path = pathOf(step);
  output.report({ message: text(path), path });
  return invalid;
}

function compileNullable(
  options: ProjectionOptions,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): Project {
  if (isListType(type)) return compileList(compileType(options, type.ofType, nodes, 'null'));
  if (isLeafType(type)) return compileLeaf(type as GraphQLInputType);
  if (isObjectType(type)) return compileObject(options, type, nodes);
  if (!isAbstractType(type)) throw new TypeError(`${String(type)} is no output type`);
  const byType = new Map<string, Project>();
  return (value, step, output) => {
    const concrete = concreteType(options.model.schema, type.name, value);
    if (!concrete) throw unresolvedType(type.name);
    const compile = () => compileObject(options, concrete, nodes);
    return getOrMake(byType, concrete.name, compile)(value, step, output);
  };
}

function compileList(project: Project): Project {
  return (value, step, output) => {
    if (!Array.isArray(value)) return refused(output, step, (path) => mismatchText('LIST', path));
    output.charge(value.length);
    const items = value.map((item: unknown, key) => project(item, { key, before: step }, output));
    return items.includes(invalid) ? invalid : items;
  };
}

function compileLeaf(type: GraphQLInputType): Project {
  const coercing = leafCoercion(type);
  return (value, step, output) => {
    try {
      const result = coercing.serialize(value);
      output.charge(typeof result === 'string' ? result.length + 2 : 1);
      return result;
    } catch (error) {
      if (!(error instanceof CoercionError)) throw error;
      return refused(output, step, (path) => serializationText(error.message, path));
    }
  };
}

function compileObject(
  options: ProjectionOptions,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Project {
  const fields = collectFields(options, nodes, { schema: options.model.schema, type });
  const steps = [...fields].flatMap(([key, children]) => {
    const name = children[0]?.name.value ?? key;
    const project = compileField(options, type, name, children);
    return project ? [{ key, name, project }] : [];
  });
  return (value, step, output) => {
    const result = steps.map(({ key, name, project }): [string, unknown] => {
      output.charge(key.length + 3);
      if (output.isExceeded) return [key, invalid];
      return [key, project(propertyOf(value, name), { key, before: step }, output)];
    });
    return result.some(([, projected]) => projected === invalid)
      ? invalid
      : Object.fromEntries(result);
  };
}

function compileField(
  options: ProjectionOptions,
  type: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
): Project | undefined {
  if (name === '__typename') return () => type.name;
  const field = type.getFields()[name];
  if (!field) return undefined;
  if (options.model.isAllowed(options.caller, type.name, name)) {
    return compileType(options, field.type, nodes, type.name);
  }
  const message = unauthorizedMessage(name, type.name);
  const denied = isNonNullType(field.type) ? invalid : null;
  return (_value, step, output) => {
    output.report({ errorType: 'Unauthorized', message, path: pathOf(step) });
    return denied;
  };
}

function pathOf(step: Step | undefined): Path {
  const path: (string | number)[] = [];
  for (let one = step; one; one = one.before) path.unshift(one.key);
  return path;
}
