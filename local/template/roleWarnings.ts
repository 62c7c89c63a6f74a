import { keysOf, type Statement } from '../iam/policy.js';
import type { Log } from '../host/log.js';
import type { TemplateRole } from './parts/roles.js';

/**
 * The role of a resource, where its policies are all known. Else it may do everything here, and the
 * log says why.
 *
 * @param keys the condition keys that have a value for what it does
 */
export function heldRole(
  role: TemplateRole | undefined,
  logicalId: string,
  keys: readonly string[],
  known: 'known' | 'in the templates',
  log: Log,
): TemplateRole | undefined {
  if (role?.unknownPolicies.length === 0) {
    warnOfKeys(`${logicalId}: a condition of its role`, role.statements, keys, log);
    return role;
  }
  const reason = role
    ? `has policies that are not ${known} (${role.unknownPolicies.join(', ')})`
    : 'is not in the templates';
  log.warn(`${logicalId}: its role ${reason}: it may do everything here`);
  return undefined;
}

/** Warns of each condition key that is asked for and has no value here. Keys count in any case. */
export function warnOfKeys(
  who: string,
  statements: readonly Statement[],
  keys: readonly string[],
  log: Log,
): void {
  const known = keys.map((key) => key.toLowerCase());
  for (const key of keysOf(statements)) {
    if (known.includes(key.toLowerCase())) continue;
    log.warn(`${who} asks for ${key}, which has no value here`);
  }
}

/** A missing grant shows here, and not only in what an operation answers. */
export function warnOfDenial(
  logicalId: string,
  what: { readonly action: string; readonly resource: string; readonly dataSource?: string },
  explicit: 'identity' | 'resource' | undefined,
  log: Log,
): void {
  const reason = explicit ? `a policy of the ${explicit} denies it` : 'no policy allows it';
  log.warn(what, `${logicalId}: its role may not do this: ${reason}`);
}
