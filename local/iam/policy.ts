import { z } from 'zod';
import {
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

const list = <T extends z.ZodType>(one: T) =>
  z.union([one, z.array(one)]).transform((value) => [value].flat() as z.output<T>[]);
const text = list(z.union([z.string(), z.boolean(), z.number()]).transform(String));
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: text.optional(),
  NotAction: text.optional(),
  Resource: text.optional(),
  NotResource: text.optional(),
  Condition: z.record(z.string(), z.record(z.string(), text)).default({}),
});
const document = z.object({ Statement: list(statement) });

/**
 * The statements of a policy document (IAM user guide, "IAM JSON policy element reference"). Principals
 * are not read: a trust policy is none of this, and in a resource's policy only what denies counts.
 *
 * @param ofResource the policy of a resource; its statements without a resource mean that one
 * @throws Error which says where the document is not one, or which condition operator is not known
 */
export function readPolicy(value: unknown, ofResource?: string): Statement[] {
  const { success, data, error } = document.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    throw new Error(`${issue!.path.join('.') || 'the document'}: ${issue!.message}`);
  }
  return data.Statement.map((one) => {
    const unknown = Object.keys(one.Condition).find((operator) => !isKnownOperator(operator));
    if (unknown) throw new Error(`the condition operator ${unknown} is not known to this host`);
    return {
      effect: one.Effect,
      actions: one.Action ?? one.NotAction ?? [],
      exceptActions: one.Action === undefined,
      resources: one.Resource ?? one.NotResource ?? (ofResource === undefined ? [] : [ofResource]),
      exceptResources: one.Resource === undefined && one.NotResource !== undefined,
      conditions: one.Condition,
      ofResource: ofResource !== undefined,
    };
  });
}

export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explicit?: 'identity' | 'resource' };

/**
 * IAM's decision within one account: a statement that denies wins, and what no statement allows is
 * denied ("Policy evaluation logic"). A resource's own policy is held where it denies; what it allows
 * does not count here.
 */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const matching = statements.filter((one) => matches(one, request));
  const denial = matching.find(({ effect }) => effect === 'Deny');
  if (denial) return { allowed: false, explicit: denial.ofResource ? 'resource' : 'identity' };
  return matching.some(({ ofResource }) => !ofResource) ? { allowed: true } : { allowed: false };
}

/** Whether a statement asks for the value of a condition key. */
export const asksFor = (statements: readonly Statement[], key: string): boolean =>
  statements.some(({ conditions }) =>
    Object.values(conditions).some((keys) =>
      Object.keys(keys).some((one) => one.toLowerCase() === key.toLowerCase()),
    ),
  );

function matches(
  { actions, exceptActions = false, resources, exceptResources = false, conditions }: Statement,
  { action, resource, context }: AccessRequest,
): boolean {
  const names = actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()));
  const points = resources.some((pattern) => isLike(resource, pattern));
  return (
    names !== exceptActions && points !== exceptResources && conditionsHold(conditions, context)
  );
}
