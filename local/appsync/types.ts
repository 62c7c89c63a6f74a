/**
 * What the parts of the AppSync host say to each other. Types only; each part lives in a folder of
 * its own beside this file: `runtime` (APPSYNC_JS), `pipeline` (resolvers), `datasources`, `graphql`
 * (schema, execution, errors), `http`, `realtime`, `auth`.
 */

import type { Authorizer, AuthType, Caller, Headers, Identity } from './auth/caller.js';
import type { ResolverCall } from './batches.js';
import type { LambdaSettings } from './lambdaSettings.js';

export type {
  Authorizer,
  AuthType,
  Caller,
  Headers,
  Identity,
  UserPoolIdentity,
} from './auth/caller.js';

/** An API to serve: everything that CreateGraphqlApi and the calls for its parts take. */
export interface ApiDefinition {
  /** SDL, as given to StartSchemaCreation. */
  readonly schema: string;
  /** Named in warnings about the schema. Default `schema`. */
  readonly schemaFile?: string;
  readonly dataSources: Readonly<Record<string, DataSource>>;
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  /** By `Type.field`. */
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  /** `ctx.env`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The first is the default mode. */
  readonly authorizers: readonly Authorizer[];
  /** `introspectionConfig`. Default true. */
  readonly introspection?: boolean;
  /** 1 to 75; 0 or left out: none. */
  readonly queryDepthLimit?: number;
  /** 1 to 10,000; 0 or left out: none. */
  readonly resolverCountLimit?: number;
  /** Per-resolver caching, by `Type.field`. Default: no cache. */
  readonly caching?: Readonly<Record<string, CachingConfig>>;
}

/** `cachingConfig` of a resolver. */
export interface CachingConfig {
  readonly ttlSeconds: number;
  /** Paths below `ctx`: into `arguments`, `source` or `identity`. */
  readonly keys: readonly string[];
}

/** Code as it is deployed: the text of an ES module with `request` and `response`. */
export interface Code {
  /** Named in messages about the code. */
  readonly fileName: string;
  readonly text: string;
}

export interface FunctionDefinition extends LambdaSettings {
  readonly dataSource: string;
  readonly code: Code;
}

export type ResolverDefinition =
  | { readonly kind: 'PIPELINE'; readonly code: Code; readonly functions: readonly string[] }
  | ({ readonly kind: 'UNIT'; readonly code: Code; readonly dataSource: string } & LambdaSettings);

// ── Errors ──────────────────────────────────────────────────────────────────────────────────

/** One entry of `errors` that came from a resolver, before path and locations are known. */
export interface ErrorEntry {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

// ── Runtime ─────────────────────────────────────────────────────────────────────────────────

/** `ctx`, as JSON. The runtime adds `args` beside `arguments` itself. */
export interface ResolverContext {
  arguments: Record<string, unknown>;
  identity: Identity | null;
  source: unknown;
  stash: Record<string, unknown>;
  result?: unknown;
  prev?: { result: unknown };
  error?: { message: string; type: string };
  request: { headers: Record<string, string | readonly string[]>; domainName: string | null };
  info: ResolverInfo;
  env: Readonly<Record<string, string>>;
}

interface ResolverInfo {
  fieldName: string;
  parentTypeName: string;
  variables: Record<string, unknown>;
  selectionSetList: string[];
  selectionSetGraphQL: string;
}

/** What one handler did. `stash` is the context's, after the handler ran. */
export interface Evaluation {
  readonly outcome:
    | { readonly kind: 'RETURN'; readonly value: unknown }
    | { readonly kind: 'EARLY_RETURN'; readonly value: unknown; readonly skipTo: 'END' | 'NEXT' }
    /** `util.error`, `util.unauthorized` (then `unauthorized` is true), or a fault of the code (errorType `Code`). */
    | { readonly kind: 'ERROR'; readonly error: ErrorEntry; readonly unauthorized?: true };
  readonly stash: Record<string, unknown>;
  /** `util.appendError`, in order. */
  readonly appendedErrors: readonly ErrorEntry[];
  readonly extensions: Extensions;
}

/** What the code asked of the service beside its answer. */
export interface Extensions {
  readonly subscriptionFilter?: SubscriptionFilter;
  readonly subscriptionInvalidationFilter?: SubscriptionFilter;
  readonly invalidations?: readonly {
    subscriptionField: string;
    payload: Record<string, unknown>;
  }[];
  /** `extensions.evictFromApiCache`. */
  readonly evictions?: readonly CacheEviction[];
  /** `util.http.addResponseHeader`. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}

/** Which entry of the cache is to go. */
export interface CacheEviction {
  /** `Type.field` of the cached resolver. */
  readonly field: string;
  /** `{ 'context.arguments.id': '7' }`, in the order of the resolver's caching keys. */
  readonly keys: Readonly<Record<string, unknown>>;
}

/** `{ filterGroup: [{ filters: [{ fieldName, operator, value }] }] }`: filters AND, groups OR. */
export interface SubscriptionFilter {
  readonly filterGroup: readonly {
    readonly filters: readonly { fieldName: string; operator: string; value: unknown }[];
  }[];
}

/** A module of the API's code, checked and ready. */
export interface LoadedCode {
  evaluate(
    handler: 'request' | 'response',
    context: ResolverContext,
    authType: AuthType,
  ): Evaluation;
}

// ── Data sources ────────────────────────────────────────────────────────────────────────────

/** Who asks: `nextToken`s are sealed to it, and calls are batched by it. */
export interface DataSourceScope extends LambdaSettings {
  /** `Type.field`, and in a pipeline the function. */
  readonly resolver: string;
  readonly functionName?: string;
  /** The run of the resolver. Left out: it has no others to be batched with. */
  readonly call?: ResolverCall | undefined;
}

/** `ctx.result` and `ctx.error` of the response handler. */
export interface DataSourceAnswer {
  readonly result: unknown;
  readonly error?: { readonly type: string; readonly message: string };
}

/**
 * Carries out what a request handler returned. A request that the service cannot make sense of
 * rejects with a `ResolverFault` (errorType `MappingTemplate`): the response handler does not run.
 * What the data source itself answers, also in error, resolves.
 */
export interface DataSource {
  execute(request: unknown, scope: DataSourceScope): Promise<DataSourceAnswer>;
}

// ── Resolvers ───────────────────────────────────────────────────────────────────────────────

/** What resolving one field gave: `errors` holds what ended it last, appended ones before. */
export interface ResolverAnswer {
  readonly value: unknown;
  readonly errors: readonly ErrorEntry[];
  /** True when `value` is null because an error ended the resolver. */
  readonly failed: boolean;
  readonly extensions: Extensions;
  /** How many entries of the cache its evictions took out; left out: there is no cache. */
  readonly cacheEntriesDeleted?: number;
}

/** Runs a unit or pipeline resolver from its first request handler to its last response handler. */
export type ResolveField = (
  field: string,
  context: ResolverContext,
  authType: AuthType,
  call?: ResolverCall,
) => Promise<ResolverAnswer>;

// ── Real time ───────────────────────────────────────────────────────────────────────────────

/** A mutation field that came out well: `payload` is its result, restricted to what the mutation selected, by response key. */
export interface MutationEvent {
  readonly fieldName: string;
  readonly payload: unknown;
}

/** Where the GraphQL engine hands over what subscribers are to get. */
export interface Publisher {
  publish(event: MutationEvent): void;
  /** `extensions.invalidateSubscriptions`. */
  invalidate(subscriptionField: string, payload: Record<string, unknown>): void;
}

/** A subscription that the engine let in. */
export interface AcceptedSubscription {
  readonly kind: 'ACCEPTED';
  /** The Subscription field. */
  readonly fieldName: string;
  /** The mutations of its `@aws_subscribe`. */
  readonly mutations: readonly string[];
  /** As coerced; an omitted variable is null, an omitted argument is absent. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Enhanced filter: replaces equality of the arguments. */
  readonly filter?: SubscriptionFilter;
  readonly invalidationFilter?: SubscriptionFilter;
  /** The frame's `payload` for one event: the subscriber's own selection of it. */
  render(payload: unknown): { data: unknown; errors?: { message: string }[] } | undefined;
}

export interface RefusedSubscription {
  readonly kind: 'REFUSED';
  /** The `errors` of the error frame. */
  readonly errors: readonly Record<string, unknown>[];
}

/** The part of the engine that real time needs. */
export interface SubscriptionEngine {
  /** Parses, validates, and runs the subscription's resolver. Never rejects for what the client sent. */
  subscribe(
    request: {
      query: string;
      variables?: Record<string, unknown> | null;
      operationName?: string | null;
    },
    caller: Caller,
    headers: Headers,
  ): Promise<AcceptedSubscription | RefusedSubscription>;
}
