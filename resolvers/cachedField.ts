import type { Field } from './manifest.js';

/** The one field that an AppSync cache may serve, where a stage has one (docs/adr). Pure data. */
export const cachedField = {
  field: 'Query.user',
  /** Under `ctx`. The answer depends on nothing else: it is the same for every caller. */
  keys: ['arguments.handle'],
  ttlSeconds: 300,
} as const satisfies {
  readonly field: Field;
  readonly keys: readonly string[];
  readonly ttlSeconds: number;
};
