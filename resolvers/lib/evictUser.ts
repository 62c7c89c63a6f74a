import { type Context, extensions } from '@aws-appsync/utils';
import { cachedField } from '../cachedField.js';

/**
 * Takes out of the stage's cache what `Query.user` says of a handle, asked for as the service writes it:
 * lower case, without `@`. What AppSync does with an eviction where there is no cache is not known, so
 * a stage without one asks for none.
 */
export function evictUser(ctx: Context, handle: string): void {
  if (ctx.env.PROFILE_CACHE !== 'on') return;
  const [typeName, fieldName] = cachedField.field.split('.');
  extensions.evictFromApiCache(typeName!, fieldName!, {
    [`context.${cachedField.keys[0]}`]: handle,
  });
}
