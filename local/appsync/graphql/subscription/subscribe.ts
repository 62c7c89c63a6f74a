import {
  getNamedType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';

import { UnauthorizedError } from '../../auth/errors.js';
import { unauthorizedMessage } from '../../errorEntry.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type {
  AcceptedSubscription,
  Caller,
  Headers,
  RefusedSubscription,
  ResolveField,
  SubscriptionEngine,
} from '../../types.js';
import { resolverContext, type RequestScope } from '../context.js';
import { MalformedRequestError, RequestError } from '../errors.js';
import { internalFailure } from '../limits.js';
import type { EngineLog } from '../log.js';
import { refuseWithoutGrant } from '../permission.js';
import { collectFields } from '../selection.js';
import { selectOperation, type PreparedDocument } from '../validation/documents.js';
import { argumentValues } from '../values.js';
import { coerceVariables } from '../variables.js';
import { createRenderings } from './rendering.js';

interface SubscribeOptions {
  readonly model: SchemaModel;
  readonly documents: (query: string) => Promise<PreparedDocument>;
  readonly resolveField: ResolveField;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: EngineLog;
}

type Subscribe = SubscriptionEngine['subscribe'];
type SubscribeRequest = Parameters<Subscribe>[0];

/** The root field that a client subscribes to. */
interface SubscribedField {
  readonly scope: RequestScope;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** All nodes of the operation that ask for it. */
  readonly nodes: readonly FieldNode[];
  /** Its response key. */
  readonly key: string;
  readonly arguments: Record<string, unknown>;
}

/**
 * Accepts subscriptions. A problem of the request, a missing permission and an error of the
 * resolver give `REFUSED`. Its errors have `errorType` and `message` only, as in AppSync's frames
 * (aws-amplify/amplify-js issue 12679); errors of validation have the message only.
 */
export function createSubscribe(options: SubscribeOptions): Subscribe {
  const { model, resolveField, log } = options;
  const renderings = createRenderings(model);
  return async (request, caller, headers) => {
    try {
      const subscribed = await subscribedField(options, request, caller, headers);
      if (isRefused(subscribed)) return subscribed;
      const { type, field } = subscribed;
      if (!model.isAllowed(caller, type.name, field.name)) {
        const message = unauthorizedMessage(field.name, type.name);
        return refused({ errorType: 'Unauthorized', message });
      }
      const { query, operationName } = request;
      const accepted: AcceptedSubscription = {
        kind: 'ACCEPTED',
        fieldName: field.name,
        mutations: seesAny(model, subscribed) ? model.mutationsOf(field.name) : [],
        arguments: subscribed.arguments,
        render: renderings({ query, operationName, ...subscribed }),
      };
      if (!model.hasResolver(type.name, field.name)) return accepted;
      return await runResolver(resolveField, subscribed, accepted);
    } catch (error) {
      return refusalOf(error, log);
    }
  };
}

/** Reads the request as far as its one root field. */
async function subscribedField(
  { model, documents, environment }: SubscribeOptions,
  { query, variables: given, operationName }: SubscribeRequest,
  caller: Caller,
  headers: Headers,
): Promise<SubscribedField | RefusedSubscription> {
  const { schema } = model;
  const prepared = await documents(query);
  const operation = selectOperation(prepared, operationName);
  const type = schema.getSubscriptionType();
  if (operation.operation !== 'subscription' || !type) {
    return refused(unsupportedOperation(operation.operation));
  }
  const givenVariables = given ?? {};
  const variables = coerceVariables(schema, operation.variableDefinitions ?? [], givenVariables);
  const { fragments } = prepared;
  const scope = { schema, caller, headers, environment, fragments, variables, givenVariables };
  refuseWithoutGrant(scope, operation);
  const [root, ...more] = collectFields(scope, [operation], { schema, type });
  const [key, nodes = []] = root ?? [];
  const [node] = nodes;
  const field = node && type.getFields()[node.name.value];
  if (key === undefined || !field || more.length > 0) {
    return refused({ message: 'A subscription must have exactly one root field.' });
  }
  return {
    scope,
    type,
    field,
    node,
    nodes,
    key,
    arguments: argumentValues(field, node, variables),
  };
}

/**
 * Whether the subscriber may see any field that they select. AppSync acknowledges a subscription to
 * a payload of which they may see nothing, and never sends.
 */
function seesAny(model: SchemaModel, { scope, field, nodes }: SubscribedField): boolean {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return true;
  const { schema } = model;
  const selected = [...collectFields(scope, nodes, { schema, type }).values()];
  return selected.some(([node]) =>
    model.isAllowed(scope.caller, type.name, node?.name.value ?? ''),
  );
}

/** Runs the resolver of the subscription field; what it set for filters joins the subscription. */
async function runResolver(
  resolveField: ResolveField,
  { scope, type, field, nodes, arguments: args }: SubscribedField,
  accepted: AcceptedSubscription,
): Promise<AcceptedSubscription | RefusedSubscription> {
  const asked = { parent: type, field, nodes, arguments: args, source: null };
  const context = resolverContext(scope, asked);
  const answer = await resolveField(`${type.name}.${field.name}`, context, scope.caller.authType);
  if (answer.failed) {
    return refused(...answer.errors.map(({ errorType, message }) => ({ errorType, message })));
  }
  // What the resolver returned must fit the field's type (aws-mobile-appsync-sdk-js issue 493).
  const { errors = [] } = accepted.render(answer.value) ?? {};
  if (errors.length > 0) return refused(...errors.map(({ message }) => ({ message })));
  const { subscriptionFilter, subscriptionInvalidationFilter } = answer.extensions;
  return {
    ...accepted,
    ...(subscriptionFilter && { filter: subscriptionFilter }),
    ...(subscriptionInvalidationFilter && { invalidationFilter: subscriptionInvalidationFilter }),
  };
}

function refusalOf(error: unknown, log: EngineLog): RefusedSubscription {
  if (error instanceof RequestError) {
    return refused(...error.errors.map(({ message }) => ({ message })));
  }
  if (error instanceof MalformedRequestError || error instanceof UnauthorizedError) {
    return refused({ errorType: error.errorType, message: error.message });
  }
  log.error({ err: error }, 'a subscription could not be started');
  return refused(internalFailure);
}

/** Seen for a query that was sent in a `start` frame (aws-amplify/amplify-swift issue 3885). */
const unsupportedOperation = (operation: string) => ({
  errorType: 'UnsupportedOperation',
  message: `${operation} not supported through the realtime channel`,
});

const refused = (...errors: readonly Readonly<Record<string, unknown>>[]): RefusedSubscription => ({
  kind: 'REFUSED',
  errors,
});

const isRefused = (value: SubscribedField | RefusedSubscription): value is RefusedSubscription =>
  'kind' in value && value.kind === 'REFUSED';
