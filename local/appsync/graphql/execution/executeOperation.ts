import {
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';

import { createBatches } from '../../batches.js';
import { ExecutionTimeout, startDeadline, type Deadline } from '../../deadline.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Publisher, ResolveField, ResolverAnswer } from '../../types.js';
import { resolverContext, type RequestScope } from '../context.js';
import { invalid, typedError, type BadRequestError, type Path, type WireError } from '../errors.js';
import { appSyncLimits, internalFailure, responseTooLarge, type Limits } from '../limits.js';
import type { EngineLog } from '../log.js';
import { collectFields, type CollectedFields } from '../selection.js';
import { argumentValues, propertyOf } from '../values.js';
import { createAnswers, type ResponseExtensions } from './answers.js';
import { completeValue, ofAll, type Completion, type MaybePromise } from './completion.js';
import { createGate } from './gate.js';
import type { FieldCall } from './fieldCall.js';
import { introspect, introspectionField } from './introspection.js';
import { Pacer } from '../pacer.js';
import { SizeBudget } from '../sizeBudget.js';
import { createSubfields } from './subfields.js';

interface ExecutionOptions {
  readonly model: SchemaModel;
  readonly request: RequestScope;
  readonly operation: OperationDefinitionNode;
  readonly limits: Limits;
  readonly resolveField: ResolveField;
  readonly publisher: Publisher;
  readonly log: EngineLog;
}

interface ExecutionOutcome {
  readonly data: unknown;
  readonly errors: readonly WireError[];
  readonly extensions?: ResponseExtensions | undefined;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/**
 * Runs one query or mutation: the fields of a query side by side, the root fields of a mutation one
 * after the other. The publisher gets the result of each mutation field as soon as it is complete.
 * Rejects with a `BadRequestError` only, when the value of an interface or union has no type.
 */
export async function executeOperation(options: ExecutionOptions): Promise<ExecutionOutcome> {
  const deadline = startDeadline();
  try {
    return await new Execution(options, deadline).run();
  } finally {
    deadline.clear();
  }
}

/** The run of one operation: its errors, its count of resolvers, and what its fields share. */
class Execution {
  readonly #options: ExecutionOptions;
  readonly #deadline: Deadline;
  readonly #errors: WireError[] = [];
  readonly #answers: ReturnType<typeof createAnswers>;
  readonly #completion: Completion;
  readonly #budget: SizeBudget;
  readonly #pacer = new Pacer();
  readonly #enterBatches = createBatches(() => this.#pacer.pending);
  readonly #refusalOf: ReturnType<typeof createGate>;
  #refusal: BadRequestError | undefined;

  constructor(options: ExecutionOptions, deadline: Deadline) {
    const { model, request, publisher } = options;
    this.#options = options;
    this.#deadline = deadline;
    this.#refusalOf = createGate(options, deadline);
    this.#budget = new SizeBudget(appSyncLimits.responseBytes);
    this.#answers = createAnswers({ scope: request, errors: this.#errors, publisher });
    const subfields = createSubfields(model.schema, request);
    this.#completion = {
      schema: model.schema,
      errors: this.#errors,
      budget: this.#budget,
      pacer: this.#pacer,
      refuse: (error) => void (this.#refusal ??= error),
      completeObject: (type, nodes, source, path) =>
        this.#executeFields(type, subfields(type, nodes), source, path),
    };
  }

  async run(): Promise<ExecutionOutcome> {
    const { model, request, operation } = this.#options;
    const type = model.schema.getRootType(operation.operation);
    if (!isObjectType(type)) return this.#outcome(null);
    const fields = collectFields(request, [operation], { schema: model.schema, type });
    const data = await (operation.operation === 'mutation'
      ? this.#executeMutations(type, fields)
      : this.#executeFields(type, fields, undefined, []));
    if (this.#refusal) throw this.#refusal;
    return this.#outcome(data === invalid ? null : data);
  }

  #outcome(data: unknown): ExecutionOutcome {
    const { responseHeaders, extensions } = this.#answers;
    if (this.#budget.isExceeded) return { data: null, errors: [responseTooLarge], responseHeaders };
    return { data, errors: this.#errors, extensions, responseHeaders };
  }

  #executeFields(
    type: GraphQLObjectType,
    fields: CollectedFields,
    source: unknown,
    path: Path,
  ): MaybePromise<unknown> {
    if (this.#budget.isExceeded) return invalid;
    const keys = [...fields.keys()];
    const values = this.#pacer.map(keys, (key) => {
      this.#budget.charge(key.length + 4);
      if (this.#budget.isExceeded) return invalid;
      return this.#executeField(type, fields.get(key) ?? [], source, [...path, key]);
    });
    return ofAll(values, (done) =>
      Object.fromEntries(keys.map((key, index) => [key, done[index]])),
    );
  }

  async #executeMutations(type: GraphQLObjectType, fields: CollectedFields): Promise<unknown> {
    const data: [string, unknown][] = [];
    for (const [key, nodes] of fields) {
      const value = await this.#executeField(type, nodes, undefined, [key]);
      // Not known: whether AppSync runs the mutations that follow.
      if (this.#refusal) return invalid;
      data.push([key, value]);
      const fieldName = nodes[0]?.name.value ?? key;
      const succeeded = value !== invalid && value !== null && !fieldName.startsWith('__');
      if (succeeded) this.#options.publisher.publish({ fieldName, payload: value });
    }
    return data.some(([, value]) => value === invalid) ? invalid : Object.fromEntries(data);
  }

  #executeField(
    parent: GraphQLObjectType,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path,
  ): MaybePromise<unknown> {
    const { model, request } = this.#options;
    const [node] = nodes;
    if (!node) return null;
    const name = node.name.value;
    if (name === '__typename') return parent.name;
    const meta = introspectionField(parent, name);
    const field = meta ?? parent.getFields()[name];
    if (!field) return null;
    const call = { parent, field, node, nodes, source, path };
    if (meta) {
      const args = argumentValues(meta, node, request.variables);
      return this.#complete(call, introspect(model.schema, meta, source, args));
    }
    const refusal = this.#refusalOf(call);
    if (refusal) return this.#fail(call, refusal);
    return model.hasResolver(parent.name, name)
      ? this.#resolve(call)
      : this.#complete(call, propertyOf(source, name));
  }

  /** Runs the resolver of a field, within what is left of the request's time. */
  async #resolve(call: FieldCall): Promise<unknown> {
    const { request, resolveField, log } = this.#options;
    const { parent, field, node, nodes, path } = call;
    const fullName = `${parent.name}.${field.name}`;
    const run = this.#enterBatches(fullName);
    await this.#pacer.turn();
    if (this.#budget.isExceeded) {
      run.leave();
      return invalid;
    }
    const args = argumentValues(field, node, request.variables);
    const context = resolverContext(request, { ...call, arguments: args });
    let answer: ResolverAnswer;
    try {
      const resolved = resolveField(fullName, context, request.caller.authType, run);
      answer = await Promise.race([resolved.finally(run.leave), this.#deadline.passed]);
    } catch (error) {
      const isLate = error instanceof ExecutionTimeout;
      if (!isLate) log.error({ err: error, field: fullName }, 'a resolver could not be run');
      return this.#fail(call, typedError(isLate ? error : internalFailure, path, node));
    }
    this.#answers.take(answer, nodes, path, node);
    return this.#complete(call, answer.failed ? invalid : answer.value);
  }

  #fail(call: FieldCall, error: WireError): MaybePromise<unknown> {
    this.#errors.push(error);
    this.#budget.charge(error.message.length + 100);
    return this.#complete(call, invalid);
  }

  #complete({ parent, field, nodes, path }: FieldCall, value: unknown): MaybePromise<unknown> {
    const at = { type: field.type, nodes, path, parentName: parent.name };
    return completeValue(this.#completion, value, at);
  }
}
