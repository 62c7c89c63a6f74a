import type {
  ApiDefinition,
  Caller,
  Headers,
  Publisher,
  ResolveField,
  SubscriptionEngine,
} from '../types.js';
import { createDocuments, selectOperation } from './validation/documents.js';
import { requestError, RequestError, type WireError } from './errors.js';
import { executeOperation } from './execution/executeOperation.js';
import { appSyncLimits, type Limits } from './limits.js';
import type { EngineLog } from './log.js';
import { buildSchemaModel } from '../schema/schemaModel.js';
import { createSubscribe } from './subscription/subscribe.js';
import { coerceVariables } from './variables.js';

export interface EngineOptions {
  readonly api: ApiDefinition;
  readonly resolveField: ResolveField;
  /** Gets the result of each mutation field that succeeds, and each invalidation. */
  readonly publisher: Publisher;
  readonly log: EngineLog;
  /** How long one request may run, milliseconds. Default: AppSync's 30 seconds. */
  readonly requestTimeout?: number;
}

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** The body of an HTTP 200, and the response headers that `util.http` set. */
export interface GraphQLResponse {
  readonly data: unknown;
  readonly errors?: readonly WireError[];
  readonly responseHeaders: Readonly<Record<string, string>>;
}

export interface GraphQLEngine extends SubscriptionEngine {
  /**
   * Runs a query or mutation. Errors of the request and of its fields are in the response. Rejects
   * only with a `MalformedRequestError`: the requests that AppSync answers with HTTP 400.
   */
  execute(request: GraphQLRequest, caller: Caller, headers: Headers): Promise<GraphQLResponse>;
}

/**
 * The GraphQL engine of one API. Throws a `SchemaError` for an API that AppSync would refuse: an
 * invalid schema, a resolver for a field that does not exist, a subscription whose type differs
 * from its mutation's.
 */
export function createEngine(options: EngineOptions): GraphQLEngine {
  const {
    api,
    resolveField,
    publisher,
    log,
    requestTimeout = appSyncLimits.requestTimeout,
  } = options;
  const model = buildSchemaModel(api);
  const limits: Limits = {
    ...appSyncLimits,
    requestTimeout,
    queryDepth: api.queryDepthLimit ?? 0,
    resolverCount: api.resolverCountLimit || appSyncLimits.resolverCount,
  };
  const documents = createDocuments({
    model,
    introspection: api.introspection ?? true,
    maxTokens: limits.queryTokens,
  });
  const { environment } = api;

  const run = async (
    request: GraphQLRequest,
    caller: Caller,
    headers: Headers,
  ): Promise<GraphQLResponse> => {
    const { fragments, ...prepared } = await documents(request.query);
    const operation = selectOperation({ fragments, ...prepared }, request.operationName);
    if (operation.operation === 'subscription') {
      // Not known: AppSync's answer. It once was the address of an MQTT broker.
      throw requestError('Subscriptions are served over the real-time endpoint.', null);
    }
    const givenVariables = request.variables ?? {};
    const variables = coerceVariables(
      model.schema,
      operation.variableDefinitions ?? [],
      givenVariables,
    );
    const { data, errors, responseHeaders } = await executeOperation({
      model,
      operation,
      limits,
      resolveField,
      publisher,
      log,
      request: { caller, headers, environment, fragments, variables, givenVariables },
    });
    return errors.length > 0 ? { data, errors, responseHeaders } : { data, responseHeaders };
  };

  return {
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
