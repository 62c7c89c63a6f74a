import {
  execute,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';

import { isAllowed } from '../schema/directives';
import type { Publisher, ResolveField, ResolverAnswer } from '../types';
import { completeValue, invalid, type Completion, type MaybePromise } from './completion';
import { resolverContext, type RequestScope } from './context';
import { fieldError, typedError, unauthorizedError, type Path, type WireError } from './errors';
import { filterBySelection } from './filter';
import { internalFailure, limitErrors, type Limits } from './limits';
import type { EngineLog } from './log';
import type { SchemaModel } from './schema';
import { collectFields, type CollectedFields } from './selection';
import { argumentValues } from './values';

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
  const responseHeaders: Record<string, string> = {};
  const collected = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, CollectedFields>>();
  const timer = deadline(limits.requestTimeout);
  let resolverCount = 0;
  let invalidationCount = 0;

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
    if (name === '__schema' || name === '__type') return introspect(nodes, path);
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
      return fail(
        typedError(limitErrors.queryDepth.errorType, limitErrors.queryDepth.message, path, node),
      );
    }
    const { fieldRules, typeRules, defaultMode } = model;
    if (
      !isAllowed(request.caller, defaultMode, fieldRules(parent.name, name), typeRules(parent.name))
    ) {
      return fail(unauthorizedError(name, parent.name, path, node));
    }
    if (!model.hasResolver(parent.name, name)) return complete(propertyOf(source, name));
    resolverCount += 1;
    if (resolverCount > limits.resolverCount) {
      return fail(
        typedError(
          limitErrors.resolverCount.errorType,
          limitErrors.resolverCount.message,
          path,
          node,
        ),
      );
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
        if (!given)
          return fail(
            typedError(limitErrors.timeout.errorType, limitErrors.timeout.message, path, node),
          );
        take(given, nodes, path, node);
        return complete(given.failed ? invalid : given.value);
      },
      (error: unknown) => {
        log.error({ err: error, field: `${parent.name}.${name}` }, 'a resolver could not be run');
        return fail(typedError(internalFailure.errorType, internalFailure.message, path, node));
      },
    );
  }

  /** Errors, headers and invalidations of one resolver's answer. */
  function take(
    answer: ResolverAnswer,
    nodes: readonly FieldNode[],
    path: Path,
    node: FieldNode,
  ): void {
    for (const error of answer.errors) {
      const data = filterBySelection(request, nodes, error.data);
      errors.push(fieldError({ ...error, data }, path, node));
    }
    Object.assign(responseHeaders, answer.extensions.responseHeaders);
    if (answer.failed) return;
    for (const { subscriptionField, payload } of answer.extensions.invalidations ?? []) {
      invalidationCount += 1;
      if (invalidationCount <= limits.invalidations)
        publisher.invalidate(subscriptionField, payload);
      else if (invalidationCount === limits.invalidations + 1) {
        const { errorType, message } = limitErrors.invalidations;
        errors.push(typedError(errorType, message, path, node));
      }
    }
  }

  /** Introspection is graphql-js's own; the schema it shows has no argument defaults, as AppSync's. */
  async function introspect(nodes: readonly FieldNode[], path: Path): Promise<unknown> {
    const part = {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
    } as const;
    const definitions = [part, ...Object.values(request.fragments)];
    const result = await execute({
      schema,
      document: { kind: Kind.DOCUMENT, definitions },
      variableValues: request.givenVariables,
    });
    return result.data?.[String(path[0])] ?? null;
  }

  async function executeMutations(
    type: GraphQLObjectType,
    fields: CollectedFields,
  ): Promise<unknown> {
    const data: Record<string, unknown> = {};
    let lost = false;
    for (const [key, nodes] of fields) {
      const value = await executeField(type, nodes, undefined, [key]);
      data[key] = value;
      lost ||= value === invalid;
      const fieldName = nodes[0]?.name.value ?? key;
      const came = value !== invalid && value !== null && !fieldName.startsWith('__');
      if (came) publisher.publish({ fieldName, payload: value });
    }
    return lost ? invalid : data;
  }

  try {
    const type = schema.getRootType(operation.operation);
    if (!isObjectType(type)) return { data: null, errors, responseHeaders };
    const fields = collectFields(request, [operation.selectionSet], { schema, type });
    const data = await (operation.operation === 'mutation'
      ? executeMutations(type, fields)
      : executeFields(type, fields, undefined, []));
    return { data: data === invalid ? null : data, errors, responseHeaders };
  } finally {
    timer.cancel();
  }
}

/** A field without a resolver reads the property of its name (developer guide, resolvers). */
function propertyOf(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return null;
  return (source as Record<string, unknown>)[name];
}

function deadline(milliseconds: number) {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
    timer.unref();
  });
  return { expired, cancel: () => clearTimeout(timer) };
}
