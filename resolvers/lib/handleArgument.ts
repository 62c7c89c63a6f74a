import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';
import { HANDLE_PATTERN } from './handle.js';

const { minLength, maxLength } = limits.handle;

/** Converts a handle as people write it (`@Alice`) to its stored form (`alice`). Errors: `InvalidHandle`. */
export function handleOf(argument: string): string {
  const written = argument.startsWith('@') ? argument.slice(1) : argument;
  const handle = written.toLowerCase();
  if (!util.matches(`^${HANDLE_PATTERN}\\z`, handle)) {
    fail('InvalidHandle', `A handle is ${minLength} to ${maxLength} of a-z 0-9 _ .`);
  }
  return handle;
}
