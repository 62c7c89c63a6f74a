import { getNamedType, isObjectType } from 'graphql';

import type { RefusedSubscription, ResolveField, SubscriptionEngine } from '../types.js';
import { resolverContext } from './context.js';
import { selectOperation, type PreparedDocument } from './documents.js';
import { MalformedRequestError, RequestError, unauthorizedMessage } from './errors.js';
import { internalFailure } from './limits.js';
import type { EngineLog } from './log.js';
import { createRenderings } from './rendering.js';
import type { SchemaModel } from './schema.js';
import { collectFields } from './selection.js';
import { argumentValues } from './values.js';
import { coerceVariables } from './variables.js';

export interface SubscribeOptions {
  readonly model: SchemaModel;
  readonly documents: (query: string) => PreparedDocument;
  readonly resolveField: ResolveField;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: EngineLog;
}

type Subscribe = SubscriptionEngine['subscribe'];

/**
 * Lets subscriptions in. What is wrong with a request, its authorization and an error of its
 * resolver come as `REFUSED`; errors have `errorType` and `message` only, as in AppSync's frames
 * (aws-amplify/amplify-js issue 12679), those of validation only the message.
 */
export function createSubscribe({
  model,
  documents,
  resolveField,
  environment,
  log,
}: SubscribeOptions): Subscribe {
  const { schema } = model;
  const renderings = createRenderings(model);

  const start: Subscribe = async (request, caller, headers) => {
    const { query, operationName } = request;
    const prepared = documents(query);
    const operation = selectOperation(prepared, operationName);
    const type = schema.getSubscriptionType();
    if (operation.operation !== 'subscription' || !type)
      return refused(unsupported(operation.operation));
    const givenVariables = request.variables ?? {};
    const variables = coerceVariables(schema, operation.variableDefinitions ?? [], givenVariables);
    const scope = {
      caller,
      headers,
      environment,
      fragments: prepared.fragments,
      variables,
      givenVariables,
    };

    const [root, ...more] = collectFields(scope, [operation.selectionSet], { schema, type });
    const [key, nodes = []] = root ?? [];
    const [node] = nodes;
    const field = node && type.getFields()[node.name.value];
    if (key === undefined || !field || more.length > 0) {
      return refused({ message: 'A subscription must have exactly one root field.' });
    }
    const mayPass = (typeName: string, fieldName: string) =>
      model.isAllowed(caller, typeName, fieldName);
    if (!mayPass(type.name, field.name)) {
      return refused({
        errorType: 'Unauthorized',
        message: unauthorizedMessage(field.name, type.name),
      });
    }

    // A payload of which the subscriber may see nothing: AppSync acknowledges and never sends.
    const payloadType = getNamedType(field.type);
    const selected = isObjectType(payloadType)
      ? collectFields(
          scope,
          nodes.map((one) => one.selectionSet),
          { schema, type: payloadType },
        )
      : undefined;
    const isSilent =
      selected &&
      ![...selected.values()].some((children) =>
        mayPass(payloadType.name, children[0]?.name.value ?? ''),
      );

    const args = argumentValues(field, node, variables);
    const render = renderings({ query, operationName, scope, type, node, key, isAllowed: mayPass });
    const accepted = {
      kind: 'ACCEPTED' as const,
      fieldName: field.name,
      mutations: isSilent ? [] : model.mutationsOf(field.name),
      arguments: args,
      render,
    };
    if (!model.hasResolver(type.name, field.name)) return accepted;

    const place = {
      fieldName: field.name,
      parentTypeName: type.name,
      nodes,
      arguments: args,
      source: null,
    };
    const context = resolverContext(scope, place);
    const answer = await resolveField(`${type.name}.${field.name}`, context, caller.authType);
    if (answer.failed) {
      return refused(...answer.errors.map(({ errorType, message }) => ({ errorType, message })));
    }
    // What the resolver returned must fit the field's type (aws-mobile-appsync-sdk-js issue 493).
    const { errors = [] } = render(answer.value);
    if (errors.length > 0) return refused(...errors.map(({ message }) => ({ message })));
    const { subscriptionFilter, subscriptionInvalidationFilter } = answer.extensions;
    return {
      ...accepted,
      ...(subscriptionFilter && { filter: subscriptionFilter }),
      ...(subscriptionInvalidationFilter && { invalidationFilter: subscriptionInvalidationFilter }),
    };
  };

  return async (request, caller, headers) => {
    try {
      return await start(request, caller, headers);
    } catch (error) {
      if (error instanceof RequestError) {
        return refused(...error.errors.map(({ message }) => ({ message })));
      }
      if (error instanceof MalformedRequestError) {
        return refused({ errorType: error.errorType, message: error.message });
      }
      log.error({ err: error }, 'a subscription could not be started');
      return refused(internalFailure);
    }
  };
}

/** Seen for a query that was sent in a `start` frame (aws-amplify/amplify-swift issue 3885). */
const unsupported = (operation: string) => ({
  errorType: 'UnsupportedOperation',
  message: `${operation} not supported through the realtime channel`,
});

const refused = (...errors: readonly Readonly<Record<string, unknown>>[]): RefusedSubscription => ({
  kind: 'REFUSED',
  errors,
});
