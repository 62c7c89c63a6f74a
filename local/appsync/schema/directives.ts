import { readFileSync } from 'node:fs';

import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';

import type { AuthType, Authorizer, Caller, UserPoolIdentity } from '../types.js';

/** The scalars and directives that AppSync defines for every schema. */
export const appSyncDefinitions: DocumentNode = parse(
  readFileSync(new URL('./appsync.graphql', import.meta.url), 'utf8'),
  { noLocation: true },
);

/** One directive that opens a type or field to callers of one mode, or to some of their groups. */
interface AuthRule {
  readonly authType: AuthType;
  readonly groups?: readonly string[];
}

/** Who may read a field or the fields of a type. Undefined where no directive says it. */
export type AuthRules = readonly AuthRule[] | undefined;

const modeOf: Readonly<Record<string, AuthRule['authType']>> = {
  aws_auth: 'User Pool Authorization',
  aws_cognito_user_pools: 'User Pool Authorization',
  aws_iam: 'IAM Authorization',
  aws_api_key: 'API Key Authorization',
  aws_oidc: 'Open ID Connect Authorization',
  aws_lambda: 'Lambda Authorization',
};

/**
 * The rules that the directives of one definition make. `@aws_auth` counts only where user pools
 * are the only mode (developer guide, security-authz), and only on fields of Query, Mutation and
 * Subscription: elsewhere it was seen to deny no caller (aws-appsync-community issue 275).
 */
export function authRulesOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  authorizers: readonly Authorizer[],
  isRootField: boolean,
): AuthRules {
  const rules = (directives ?? []).flatMap((directive): AuthRule[] => {
    const name = directive.name.value;
    const authType = modeOf[name];
    if (!authType) return [];
    if (name === 'aws_auth' && (authorizers.length > 1 || !isRootField)) return [];
    const groups = stringsOf(directive, 'cognito_groups');
    return [groups.length > 0 ? { authType, groups } : { authType }];
  });
  return rules.length > 0 ? rules : undefined;
}

/** The strings of a directive's argument: a list, or a single string. */
export function stringsOf(directive: ConstDirectiveNode, argument: string): string[] {
  const value = directive.arguments?.find((one) => one.name.value === argument)?.value;
  const values = value?.kind === Kind.LIST ? value.values : value ? [value] : [];
  return values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : []));
}

/** What a user pool says of a caller's rights; nothing of other callers. */
export function rightsOf({
  identity,
}: Caller): Partial<Pick<UserPoolIdentity, 'defaultAuthStrategy'>> & { groups: readonly string[] } {
  return identity && 'groups' in identity
    ? { ...identity, groups: identity.groups ?? [] }
    : { groups: [] };
}

/**
 * Whether these rules let a caller read a field: the rules of the field, or of its type where the
 * field has none. Without any rules, callers of the API's default mode may (developer guide,
 * security-authz).
 *
 * Under `defaultAction: DENY`, fields of Query, Mutation and Subscription need a directive that
 * admits user-pool callers; the guide's sample has none at other fields. That AppSync asks for none
 * at other fields is assumed.
 */
export function isAllowed(
  caller: Caller,
  defaultMode: AuthType | undefined,
  rules: AuthRules,
  isRootField: boolean,
): boolean {
  const { groups, defaultAuthStrategy } = rightsOf(caller);
  if (!rules) {
    const isDenied = isRootField && defaultAuthStrategy === 'DENY';
    return caller.authType === defaultMode && !isDenied;
  }
  return rules.some(
    (rule) =>
      rule.authType === caller.authType &&
      (!rule.groups || rule.groups.some((group) => groups.includes(group))),
  );
}
