import type { FieldNode } from 'graphql';

import type { Publisher, ResolverAnswer } from '../../types.js';
import { fieldError, typedError, type Path, type WireError } from '../errors.js';
import { filterBySelection } from './filter.js';
import { appSyncLimits, limitErrors } from '../limits.js';
import type { SelectionScope } from '../selection.js';

const { invalidations: maxInvalidations } = appSyncLimits;

interface AnswersOptions {
  readonly scope: SelectionScope;
  readonly errors: WireError[];
  readonly publisher: Publisher;
}

/** `extensions` of a response. */
export interface ResponseExtensions {
  readonly apiCacheEntriesDeleted: number;
}

/**
 * Collects what resolvers give for the whole request: errors, response headers, invalidations, and how
 * many entries of the cache they evicted.
 */
export function createAnswers({ scope, errors, publisher }: AnswersOptions) {
  const responseHeaders: Record<string, string> = {};
  const invalidated = new Set<string>();
  let cacheEntriesDeleted = 0;
  return {
    responseHeaders: responseHeaders as Readonly<Record<string, string>>,

    /** The response's `extensions`: undefined where nothing was evicted ("Evicting a cache entry"). */
    get extensions(): ResponseExtensions | undefined {
      return cacheEntriesDeleted > 0 ? { apiCacheEntriesDeleted: cacheEntriesDeleted } : undefined;
    },

    /**
     * A resolver that failed invalidates nothing. This is assumed; AppSync's behaviour is not
     * known.
     */
    take(answer: ResolverAnswer, nodes: readonly FieldNode[], path: Path, node: FieldNode): void {
      for (const error of answer.errors) {
        const data = filterBySelection(scope, nodes, error.data);
        errors.push(fieldError({ ...error, data }, path, node));
      }
      Object.assign(responseHeaders, answer.extensions.responseHeaders);
      cacheEntriesDeleted += answer.cacheEntriesDeleted ?? 0;
      if (answer.failed) return;
      for (const { subscriptionField, payload } of answer.extensions.invalidations ?? []) {
        const call = JSON.stringify([subscriptionField, payload]);
        if (invalidated.has(call)) continue;
        invalidated.add(call);
        if (invalidated.size <= maxInvalidations) publisher.invalidate(subscriptionField, payload);
        else if (invalidated.size === maxInvalidations + 1) {
          errors.push(typedError(limitErrors.invalidations, path, node));
        }
      }
    },
  };
}
