import type {
  ApiDefinition,
  Caller,
  Headers,
  Publisher,
  ResolveField,
  SubscriptionEngine,
} from '../types.js';
import type { SchemaNotice } from '../schema/errors.js';
import { buildSchemaModel } from '../schema/schemaModel.js';
import { requestError, RequestError, type WireError } from './errors.js';
import type { ResponseExtensions } from './execution/answers.js';
import { executeOperation } from './execution/executeOperation.js';
import { appSyncLimits, type Limits } from './limits.js';
import type { EngineLog } from './log.js';
import { refuseWithoutGrant } from './permission.js';
import { createSubscribe } from './subscription/subscribe.js';
import { createDocuments, selectOperation } from './validation/documents.js';
import { coerceVariables } from './variables.js';

interface EngineOptions {
  readonly api: ApiDefinition;
  readonly resolveField: ResolveField;
  /** Gets the result of each mutation field that succeeds, and each invalidation. */
  readonly publisher: Publisher;
  readonly log: EngineLog;
}

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** The body of an HTTP 200, and the response headers that `util.http` set. */
interface GraphQLResponse {
  readonly data: unknown;
  readonly errors?: readonly WireError[];
  readonly extensions?: ResponseExtensions;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

export interface GraphQLEngine extends SubscriptionEngine {
  /** What the schema has that AppSync ignores, or that no caller can read. */
  readonly warnings: readonly SchemaNotice[];
  /**
   * Runs a query or mutation. Errors of the request and of its fields are in the response. Rejects
   * only with a `MalformedRequestError` or a `BadRequestError`, for the requests that AppSync answers
   * with HTTP 400, and with an `UnauthorizedError`, for what the caller's own policies do not allow.
   */
  execute(request: GraphQLRequest, caller: Caller, headers: Headers): Promise<GraphQLResponse>;
}

/**
 * The GraphQL engine of one API. Throws a `SchemaError` for an API that AppSync would refuse: an
 * invalid schema, a resolver for a field that does not exist, a subscription whose type differs
 * from its mutation's.
 */
export function createEngine({ api, resolveField, publisher, log }: EngineOptions): GraphQLEngine {
  const { environment, introspection = true } = api;
  const model = buildSchemaModel(api);
  const { schema } = model;
  const limits = limitsOf(api);
  const documents = createDocuments({ model, introspection });

  /** Rejects with a `RequestError` for a request that is refused with HTTP 200. */
  const run: GraphQLEngine['execute'] = async (request, caller, headers) => {
    const prepared = await documents(request.query);
    const operation = selectOperation(prepared, request.operationName);
    if (operation.operation === 'subscription') {
      // Not known: AppSync's answer. It once was the address of an MQTT broker.
      throw requestError('Subscriptions are served over the real-time endpoint.');
    }
    const givenVariables = request.variables ?? {};
    const definitions = operation.variableDefinitions ?? [];
    const variables = coerceVariables(schema, definitions, givenVariables);
    const { fragments } = prepared;
    const scope = { schema, caller, headers, environment, fragments, variables, givenVariables };
    refuseWithoutGrant(scope, operation);
    const parts = { model, operation, limits, resolveField, publisher, log };
    const outcome = await executeOperation({ ...parts, request: scope });
    const { data, errors, extensions, responseHeaders } = outcome;
    return {
      data,
      ...(errors.length > 0 && { errors }),
      ...(extensions && { extensions }),
      responseHeaders,
    };
  };
  return {
    warnings: model.warnings,
    async execute(request, caller, headers) {
      try {
        return await run(request, caller, headers);
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        return { data: null, errors: error.errors, responseHeaders: {} };
      }
    },
    subscribe: createSubscribe({ model, documents, resolveField, environment, log }),
  };
}

const limitsOf = ({ queryDepthLimit, resolverCountLimit }: ApiDefinition): Limits => ({
  queryDepth: queryDepthLimit ?? 0,
  resolverCount: resolverCountLimit || appSyncLimits.resolverCount,
});
