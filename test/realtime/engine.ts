import { getOperationAST, Kind, parse, valueFromASTUntyped, type FieldNode } from 'graphql';

import type {
  AcceptedSubscription,
  Caller,
  SubscriptionEngine,
  SubscriptionFilter,
} from '../../local/appsync/types.js';

/** The extensions that the resolver of a subscription field would set. */
interface Filters {
  readonly filter?: SubscriptionFilter;
  readonly invalidationFilter?: SubscriptionFilter;
}

export type Resolvers = Readonly<
  Record<string, (args: Record<string, unknown>, caller: Caller) => Filters>
>;

/** Every subscription field listens to this mutation. */
export const MUTATION = 'send';

/**
 * A minimal GraphQL engine for tests of the real-time endpoint: no schema, one field, arguments, and a
 * flat or nested selection. Subscriptions to `denied` are refused. Events of `broken` cannot be
 * rendered.
 */
export function createEngine(resolvers: Resolvers = {}): SubscriptionEngine {
  return {
    async subscribe({ query, variables }, caller) {
      try {
        const operation = getOperationAST(parse(query));
        const field = operation?.selectionSet.selections[0];
        if (operation?.operation !== 'subscription' || field?.kind !== Kind.FIELD) {
          const errorType = 'UnsupportedOperation';
          const message = `${operation?.operation} not supported through the realtime channel`;
          return { kind: 'REFUSED', errors: [{ errorType, message }] };
        }
        const fieldName = field.name.value;
        if (fieldName === 'denied') {
          const message = 'Not Authorized to access denied on type Subscription';
          return { kind: 'REFUSED', errors: [{ errorType: 'Unauthorized', message }] };
        }
        const args = argumentsOf(field, variables ?? {});
        return accepted(field, args, resolvers[fieldName]?.(args, caller) ?? {});
      } catch (error) {
        return { kind: 'REFUSED', errors: [{ message: String(error) }] };
      }
    },
  };
}

function accepted(
  field: FieldNode,
  args: Record<string, unknown>,
  filters: Filters,
): AcceptedSubscription {
  const fieldName = field.name.value;
  return {
    kind: 'ACCEPTED',
    fieldName,
    mutations: [MUTATION],
    arguments: args,
    ...filters,
    render(payload) {
      if (fieldName === 'broken') throw new Error('cannot be rendered');
      return { data: { [fieldName]: select(field, payload) } };
    },
  };
}

function argumentsOf(field: FieldNode, variables: Record<string, unknown>) {
  return Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [
      name.value,
      value.kind === Kind.VARIABLE
        ? (variables[value.name.value] ?? null)
        : valueFromASTUntyped(value, variables),
    ]),
  );
}

function select(field: FieldNode, value: unknown): unknown {
  if (!field.selectionSet || typeof value !== 'object' || value === null) return value ?? null;
  const object: Record<string, unknown> = { ...value };
  return Object.fromEntries(
    field.selectionSet.selections
      .filter((selection) => selection.kind === Kind.FIELD)
      .map((child) => [child.name.value, select(child, object[child.name.value])]),
  );
}
