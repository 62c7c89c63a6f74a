import {
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';

import type { Publisher, ResolveField } from '../types.js';
import { createAnswers } from './answers.js';
import { completeValue, invalid, type Completion, type MaybePromise } from './completion.js';
import { resolverContext, type RequestScope } from './context.js';
import { requestDeadline } from './deadline.js';
import { typedError, unauthorizedError, type Path, type WireError } from './errors.js';
import { introspect } from './introspection.js';
import { internalFailure, limitErrors, type Limits } from './limits.js';
import type { EngineLog } from './log.js';
import type { SchemaModel } from './schema.js';
import { collectFields, type CollectedFields } from './selection.js';
import { argumentValues } from './values.js';

export interface ExecutionOptions {
  readonly model: SchemaModel;
  readonly request: RequestScope;
  readonly operation: OperationDefinitionNode;
  readonly limits: Limits;
  readonly resolveField: ResolveField;
  readonly publisher: Publisher;
  readonly log: EngineLog;
}

export interface ExecutionOutcome {
  readonly data: unknown;
  readonly errors: readonly WireError[];
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/**
 * Runs one query or mutation: a query's fields side by side, a mutation's root fields one after the
 * other, each handed to the publisher as soon as it is complete. Never rejects.
 */
export async function executeOperation(options: ExecutionOptions): Promise<ExecutionOutcome> {
  const { model, request, operation, limits, resolveField, publisher, log } = options;
  const { schema } = model;
  const errors: WireError[] = [];
  const collected = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, CollectedFields>>();
  const timer = requestDeadline(limits.requestTimeout);
  const answers = createAnswers({
    scope: request,
    errors,
    publisher,
    maxInvalidations: limits.invalidations,
  });
  let resolverCount = 0;

  const completion: Completion = {
    schema,
    errors,
    completeObject: (type, nodes, source, path) =>
      executeFields(type, subfields(type, nodes), source, path),
  };

  function subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): CollectedFields {
    const byType = collected.get(nodes) ?? new Map<GraphQLObjectType, CollectedFields>();
    collected.set(nodes, byType);
    const known = byType.get(type);
    if (known) return known;
    const fields = collectFields(
      request,
      nodes.map((node) => node.selectionSet),
      { schema, type },
    );
    byType.set(type, fields);
    return fields;
  }

  function executeFields(
    type: GraphQLObjectType,
    fields: CollectedFields,
    source: unknown,
    path: Path,
  ): MaybePromise<unknown> {
    const keys = [...fields.keys()];
    const values = keys.map((key) =>
      executeField(type, fields.get(key) ?? [], source, [...path, key]),
    );
    const whole = (done: readonly unknown[]) =>
      done.includes(invalid)
        ? invalid
        : Object.fromEntries(keys.map((key, index) => [key, done[index]]));
    return values.some((value) => value instanceof Promise)
      ? Promise.all(values).then(whole)
      : whole(values);
  }

  function executeField(
    parent: GraphQLObjectType,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path,
  ): MaybePromise<unknown> {
    const [node] = nodes;
    if (!node) return null;
    const name = node.name.value;
    if (name === '__typename') return parent.name;
    if (name === '__schema' || name === '__type') {
      return introspect(schema, operation, request, nodes, String(path[0]));
    }
    const field = parent.getFields()[name];
    if (!field) return null;
    const complete = (value: unknown) =>
      completeValue(completion, value, { type: field.type, nodes, path, parentName: parent.name });
    const fail = (error: WireError) => {
      errors.push(error);
      return complete(invalid);
    };

    const depth = path.filter((step) => typeof step === 'string').length;
    if (limits.queryDepth > 0 && depth > limits.queryDepth) {
      return fail(typedError(limitErrors.queryDepth, path, node));
    }
    if (!model.isAllowed(request.caller, parent.name, name)) {
      return fail(unauthorizedError(name, parent.name, path, node));
    }
    if (!model.hasResolver(parent.name, name)) return complete(propertyOf(source, name));
    // Not begun: what the answer calls timed out must not be written after it.
    if (timer.isOver) return fail(typedError(limitErrors.timeout, path, node));
    resolverCount += 1;
    if (resolverCount > limits.resolverCount) {
      return fail(typedError(limitErrors.resolverCount, path, node));
    }
    const context = resolverContext(request, {
      fieldName: name,
      parentTypeName: parent.name,
      nodes,
      arguments: argumentValues(field, node, request.variables),
      source,
    });
    const answer = resolveField(`${parent.name}.${name}`, context, request.caller.authType);
    return Promise.race([answer, timer.expired]).then(
      (given) => {
        if (!given) return fail(typedError(limitErrors.timeout, path, node));
        answers.take(given, nodes, path, node);
        return complete(given.failed ? invalid : given.value);
      },
      (error: unknown) => {
        log.error({ err: error, field: `${parent.name}.${name}` }, 'a resolver could not be run');
        return fail(typedError(internalFailure, path, node));
      },
    );
  }

  async function executeMutations(
    type: GraphQLObjectType,
    fields: CollectedFields,
  ): Promise<unknown> {
    const data: [string, unknown][] = [];
    for (const [key, nodes] of fields) {
      const value = await executeField(type, nodes, undefined, [key]);
      data.push([key, value]);
      const fieldName = nodes[0]?.name.value ?? key;
      const came = value !== invalid && value !== null && !fieldName.startsWith('__');
      if (came) publisher.publish({ fieldName, payload: value });
    }
    return data.some(([, value]) => value === invalid) ? invalid : Object.fromEntries(data);
  }

  try {
    const type = schema.getRootType(operation.operation);
    if (!isObjectType(type))
      return { data: null, errors, responseHeaders: answers.responseHeaders };
    const fields = collectFields(request, [operation.selectionSet], { schema, type });
    const data = await (operation.operation === 'mutation'
      ? executeMutations(type, fields)
      : executeFields(type, fields, undefined, []));
    return {
      data: data === invalid ? null : data,
      errors,
      responseHeaders: answers.responseHeaders,
    };
  } finally {
    timer.cancel();
  }
}

/** A field without a resolver reads the property of its name (developer guide, resolvers). */
function propertyOf(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return null;
  return (source as Record<string, unknown>)[name];
}
