import type { CachingConfig, ResolveField, ResolverAnswer, ResolverContext } from '../types.js';

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
 * @param now epoch milliseconds.
 */
export function cacheResolvers(
  resolve: ResolveField,
  caching: Readonly<Record<string, CachingConfig>>,
  now: () => number = Date.now,
): ResolveField {
  const entries = new Map<string, Entry>();
  return async (field, context, authType) => {
    const config = caching[field];
    if (!config) return resolve(field, context, authType);
    const values = config.keys.map((path) => valueAt(context, path) ?? null);
    const key = JSON.stringify([field, ...values]);
    const cached = entries.get(key);
    if (cached && cached.until > now()) return cached.answer;
    const answer = await resolve(field, context, authType);
    entries.delete(key);
    if (answer.errors.length === 0) {
      entries.set(key, { answer, until: now() + config.ttlSeconds * 1_000 });
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
    }
    return answer;
  };
}
