import { limits } from '../limits.js';
import { fail } from './errors.js';

const { defaultSize, maxSize } = limits.page;

/** The page size, with its default. AppSync passes an omitted variable as null. Errors: `InvalidLimit`. */
export function pageLimit(limit: number | null | undefined): number {
  const value = limit ?? defaultSize;
  if (value < 1 || value > maxSize) {
    fail('InvalidLimit', `limit is ${value}; it must be 1 to ${maxSize}`, {
      min: 1,
      max: maxSize,
    });
  }
  return value;
}
