import type { Context } from '@aws-appsync/utils';

/** Runs before the first function. Nothing to prepare. */
export function request(): Record<string, never> {
  return {};
}

/** Runs after the last function. The value of the field is the result of that function. */
export function response(ctx: Context): unknown {
  return ctx.prev.result;
}
