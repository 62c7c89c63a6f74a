import type {
  CacheEviction,
  CachingConfig,
  ResolveField,
  ResolverAnswer,
  ResolverContext,
} from '../types.js';

/** Entries before the oldest goes. AppSync's smallest cache has 1.5 GB; this only bounds the host. */
const maxEntries = 10_000;

interface Entry {
  readonly answer: ResolverAnswer;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** The value at `arguments.handle`, `identity.sub` or `source.id` of a context. */
const valueAt = (context: ResolverContext, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
      context,
    );

/**
 * Adds per-resolver caching (AppSync developer guide, "Caching behavior"): a resolver with a caching
 * configuration answers from the cache until its time to live ends. Its caching keys tell entries
 * apart. Not known: whether AppSync caches null and errors; here only an answer without errors is
 * cached, null too.
 *
 * A resolver of a mutation evicts entries ("Evicting a cache entry"). Assumed: when it has come out
 * well, and before the next field of the mutation; other keys than the resolver's evict nothing.
 * @param now epoch milliseconds.
 */
export function cacheResolvers(
  resolve: ResolveField,
  caching: Readonly<Record<string, CachingConfig>>,
  now: () => number = Date.now,
): ResolveField {
  const entries = new Map<string, Entry>();
  return async (field, context, authType, call) => {
    const config = caching[field];
    if (!config) {
      return evict(entries, caching, field, await resolve(field, context, authType, call));
    }
    const values = config.keys.map((path) => valueAt(context, path));
    const key = nameOf(field, values);
    const cached = entries.get(key);
    if (cached && cached.until > now()) return cached.answer;
    const answer = await resolve(field, context, authType, call);
    entries.delete(key);
    if (answer.errors.length === 0) {
      entries.set(key, { answer, until: now() + config.ttlSeconds * 1_000 });
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
    }
    return answer;
  };
}

/** The name of an entry. A value that is left out is null. */
const nameOf = (field: string, values: readonly unknown[]): string =>
  JSON.stringify([field, ...values.map((value) => value ?? null)]);

/** "This function only works for mutations, not queries" (AppSync developer guide, extensions-js). */
function evict(
  entries: Map<string, Entry>,
  caching: Readonly<Record<string, CachingConfig>>,
  field: string,
  answer: ResolverAnswer,
): ResolverAnswer {
  const { evictions } = answer.extensions;
  if (!evictions || answer.failed || !field.startsWith('Mutation.')) return answer;
  const deleted = evictions.filter((eviction) => {
    const config = Object.hasOwn(caching, eviction.field) ? caching[eviction.field] : undefined;
    const name = evictedName(eviction, config);
    return name !== undefined && entries.delete(name);
  });
  return { ...answer, cacheEntriesDeleted: deleted.length };
}

/** The name of the entry, if the keys are those of the cached resolver, in their order. */
function evictedName(
  { field, keys }: CacheEviction,
  config: CachingConfig | undefined,
): string | undefined {
  const paths = Object.keys(keys).map(pathOf);
  const fits = config?.keys.join() === paths.join();
  return fits ? nameOf(field, Object.values(keys)) : undefined;
}

/** `context.arguments.id` and, as in the guide's examples, `ctx.args.id`: the path below `ctx`. */
const pathOf = (key: string): string =>
  key.replace(/^(?:context|ctx)\./, '').replace(/^args\b/, 'arguments');
