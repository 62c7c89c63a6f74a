import { z } from 'zod';
import {
  badValue,
  type Conditions,
  conditionsHold,
  type Context,
  isKnownOperator,
  isLike,
} from './conditions.js';

/** One statement of a policy, each member a list. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** `service:Action`, with `*` and `?`; `except`: every action but these. */
  readonly actions: readonly string[];
  readonly exceptActions?: boolean | undefined;
  /** ARNs, with `*` and `?`; `except`: every resource but these. */
  readonly resources: readonly string[];
  readonly exceptResources?: boolean | undefined;
  readonly conditions: Conditions;
  /** ARNs of those whom it is about. Left out: it is about the role that has the policy. */
  readonly principals?: readonly string[] | undefined;
  /** A statement of the resource's own policy, not of the caller's. */
  readonly ofResource?: boolean | undefined;
}

/** What a caller is about to do. */
export interface AccessRequest {
  /** `service:Action`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Each list of a policy may be written as its only value. */
const list = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? value : [value].flat()), z.array(one));
const text = list(z.union([z.string(), z.boolean(), z.number()]).transform(String));
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), text)]).optional(),
  NotPrincipal: z.never('is not served by this host').optional(),
  Action: text.optional(),
  NotAction: text.optional(),
  Resource: text.optional(),
  NotResource: text.optional(),
  Condition: z.record(z.string(), z.record(z.string(), text)).default({}),
});
const document = z.object({ Version: z.string().optional(), Statement: list(statement) });

/**
 * The statements of a policy document (IAM user guide, "IAM JSON policy element reference").
 *
 * @param ofResource the policy of a resource; its statements without a resource mean that one
 * @throws Error which says where the document is not one, or what in it this host does not know
 */
export function readPolicy(value: unknown, ofResource?: string): Statement[] {
  const { success, data, error } = document.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    throw new Error(`${issue!.path.join('.') || 'the document'}: ${issue!.message}`);
  }
  const hasVariables = data.Version === '2012-10-17';
  return data.Statement.map((one, index) => {
    const place = `Statement.${index}`;
    const unknown = Object.keys(one.Condition).find((operator) => !isKnownOperator(operator));
    if (unknown !== undefined) {
      throw new Error(`${place}: the condition operator ${unknown} is not known to this host`);
    }
    const bad = badValue(one.Condition);
    if (bad !== undefined) throw new Error(`${place}: ${bad}`);
    if (hasVariables) refuseVariables(one, place);
    const actions = oneOf(one, 'Action', 'NotAction', place);
    const resources =
      ofResource !== undefined && !one.Resource && !one.NotResource
        ? { names: [ofResource], except: false }
        : oneOf(one, 'Resource', 'NotResource', place);
    return {
      effect: one.Effect,
      actions: actions.names,
      exceptActions: actions.except,
      resources: resources.names,
      exceptResources: resources.except,
      conditions: one.Condition,
      ...(ofResource !== undefined && { principals: principalsOf(one), ofResource: true }),
    };
  });
}

type Written = z.output<typeof statement>;

/** A statement has one member of a pair, and something in it: an empty one would mean everything, or nothing. */
function oneOf(
  statement: Written,
  name: 'Action' | 'Resource',
  notName: 'NotAction' | 'NotResource',
  place: string,
): { readonly names: readonly string[]; readonly except: boolean } {
  const [names = [], notNames = []] = [statement[name], statement[notName]];
  if (names.length > 0 && notNames.length > 0) {
    throw new Error(`${place}: has both ${name} and ${notName}`);
  }
  if (names.length === 0 && notNames.length === 0) {
    throw new Error(`${place}: names no ${name.toLowerCase()}`);
  }
  return names.length > 0 ? { names, except: false } : { names: notNames, except: true };
}

/** In the older version of the language such a text means itself ("Variables and tags"). */
function refuseVariables({ Resource, NotResource, Condition }: Written, place: string): void {
  const wanted = Object.values(Condition).flatMap((keys) => Object.values(keys).flat());
  for (const one of [...(Resource ?? []), ...(NotResource ?? []), ...wanted]) {
    const [variable] = /\$\{[^}]*\}/.exec(one) ?? [];
    if (variable) throw new Error(`${place}: the policy variable ${variable} is not served`);
  }
}

/**
 * Whom a statement of a resource's policy means, as patterns of ARNs. An account is everyone in it where
 * the statement denies; where it allows, it leaves the decision to their own policies.
 */
function principalsOf({ Effect, Principal = {} }: Written): string[] {
  if (Principal === '*') return ['*'];
  return (Principal.AWS ?? []).flatMap((one) => {
    const [, account] = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(one) ?? [];
    if (account === undefined) return [one];
    return Effect === 'Deny' ? [`arn:aws:iam::${account}:*`] : [];
  });
}

type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit?: 'identity' | 'resource' };

/**
 * IAM's decision within one account: a statement that denies wins, and what no statement allows is
 * denied ("Policy evaluation logic"). What the resource's own policy says counts as much as what the
 * caller's says.
 */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const matching = statements.filter((one) => matches(one, request));
  const denial = matching.find(({ effect }) => effect === 'Deny');
  if (denial) return { allowed: false, explicit: denial.ofResource ? 'resource' : 'identity' };
  return matching.length > 0 ? { allowed: true } : { allowed: false };
}

/** The condition keys whose values statements ask for, as they write them. */
export const keysOf = (statements: readonly Statement[]): string[] => [
  ...new Set(
    statements.flatMap(({ conditions }) => Object.values(conditions).flatMap(Object.keys)),
  ),
];

function matches(
  { actions, exceptActions = false, resources, exceptResources = false, ...rest }: Statement,
  { action, resource, context }: AccessRequest,
): boolean {
  const [caller = ''] = context['aws:PrincipalArn'] ?? [];
  const isAbout = rest.principals?.some((pattern) => isLike(caller, pattern)) ?? true;
  const names = actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()));
  const points = resources.some((pattern) => isLike(resource, pattern));
  return (
    isAbout &&
    names !== exceptActions &&
    points !== exceptResources &&
    conditionsHold(rest.conditions, context)
  );
}
