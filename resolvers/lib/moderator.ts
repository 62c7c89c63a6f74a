import type { AppSyncIdentityCognito, Context } from '@aws-appsync/utils';
import { moderatorsGroup } from '../moderators.js';
import { fail } from './errors.js';

/**
 * Ends the request unless the caller's verified token names the group of moderators. `@aws_auth` asks
 * the same before: a field that lost its directive stays closed.
 * @returns the caller's uuid. Errors: `Forbidden`.
 */
export function checkModerator(ctx: Context): string {
  const { sub, claims } = ctx.identity as AppSyncIdentityCognito;
  const groups: string[] = claims['cognito:groups'] ?? [];
  if (groups.indexOf(moderatorsGroup) < 0) fail('Forbidden', 'Only moderators may do this');
  return sub;
}
