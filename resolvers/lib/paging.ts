import { fail } from './errors.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** The page size, with its default. AppSync passes an omitted variable as null. Errors: `InvalidLimit`. */
export function pageLimit(limit: number | null | undefined): number {
  const value = limit ?? DEFAULT_LIMIT;
  if (value < 1 || value > MAX_LIMIT) {
    fail('InvalidLimit', `limit is ${value}; it must be 1 to ${MAX_LIMIT}`, {
      min: 1,
      max: MAX_LIMIT,
    });
  }
  return value;
}
