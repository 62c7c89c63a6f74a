import type { Identity } from '../../local/appsync/types.js';

/** The `sub` of a user-pool caller; undefined of others. */
export const subOf = (identity: Identity | null): string | undefined =>
  identity && 'sub' in identity ? identity.sub : undefined;
