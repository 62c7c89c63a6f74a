import { z } from 'zod';
import { managedPolicy } from '../../iam/managedPolicies.js';
import { readPolicy, type Statement } from '../../iam/policy.js';
import { reasonOf, SourceError } from '../../manifest/errors.js';
import { errorAt } from '../errors.js';
import type { Scope } from '../scope.js';
import { attributeOf, refOf } from '../physical.js';
import { allOf, type Found, namedOf, placeOf, propertiesOf } from '../read.js';

/** A role of the templates. */
export interface TemplateRole {
  readonly logicalId: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
  /** Policies that it has and that are not known: their ARNs, or what in them this host does not know. */
  readonly unknownPolicies: readonly string[];
}

/** Whose roles are read. */
interface AskedRoles {
  /** By ARN. A policy that the host cannot read is a problem of the templates. */
  readonly dataSources: readonly (string | undefined)[];
  /** By ARN. Their policies may be about services that the host does not serve, and hold what it does not know. */
  readonly functions: readonly (string | undefined)[];
  /** By logical id, as `dataSources`. */
  readonly callers: readonly string[];
}

const document = z.object({ PolicyDocument: z.unknown() });
const role = z.object({
  Policies: z.array(document).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const attached = z.object({ Roles: z.array(z.string()).default([]) });
const rolePolicy = z.object({ RoleName: z.string() });

export const arnOf = (found: Found): string | undefined =>
  attributeOf(found.resource, namedOf(found), 'Arn');

/**
 * Some roles of the templates by ARN, with the statements of their inline policies, of the policies that
 * are attached to them, of the managed policies that the templates make, and of those of AWS.
 *
 * @throws SourceError for a policy that is not one, or that names no resource
 */
export function readRoles(
  scopes: readonly Scope[],
  { dataSources, functions, callers }: AskedRoles,
): ReadonlyMap<string, TemplateRole> {
  const roles = new Map<string, TemplateRole>();
  for (const found of allOf(scopes, 'AWS::IAM::Role')) {
    const arn = arnOf(found);
    if (dataSources.includes(arn) || callers.includes(found.logicalId)) {
      roles.set(arn!, readRole(scopes, found));
    } else if (functions.includes(arn)) roles.set(arn!, readLeniently(scopes, found));
  }
  return roles;
}

function readLeniently(scopes: readonly Scope[], found: Found): TemplateRole {
  try {
    return readRole(scopes, found);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return {
      logicalId: found.logicalId,
      arn: arnOf(found)!,
      statements: [],
      unknownPolicies: error.problems,
    };
  }
}

function readRole(scopes: readonly Scope[], found: Found): TemplateRole {
  const { Policies, ManagedPolicyArns } = propertiesOf(found, role);
  const { name } = namedOf(found);
  const refTo = (one: Found): string => refOf(one.resource, namedOf(one));
  const managed = allOf(scopes, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').filter(
    (one) =>
      propertiesOf(one, attached).Roles.includes(name) || ManagedPolicyArns.includes(refTo(one)),
  );
  const inline = allOf(scopes, 'AWS::IAM::RolePolicy').filter(
    (one) => propertiesOf(one, rolePolicy).RoleName === name,
  );
  const known = managed.map(refTo);
  return {
    logicalId: found.logicalId,
    arn: arnOf(found)!,
    statements: [
      ...Policies.flatMap((policy) => statementsOf(found, policy)),
      ...[...managed, ...inline].flatMap((one) => statementsOf(one, propertiesOf(one, document))),
      ...ManagedPolicyArns.flatMap((policy) => managedPolicy(policy) ?? []),
    ],
    unknownPolicies: ManagedPolicyArns.filter(
      (policy) => !known.includes(policy) && !managedPolicy(policy),
    ),
  };
}

/** The statements of a policy that a property holds. */
function statementsOf(
  found: Found,
  { PolicyDocument }: z.output<typeof document>,
  property = 'PolicyDocument',
  ofResource?: string,
): Statement[] {
  try {
    return readPolicy(PolicyDocument, ofResource);
  } catch (error) {
    throw errorAt(placeOf(found, property), reasonOf(error));
  }
}

/** The statements of tables' own policies. */
export function readTablePolicies(scopes: readonly Scope[]): Statement[] {
  return allOf(scopes, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').flatMap((found) => {
    const { ResourcePolicy, Replicas } = propertiesOf(found, withPolicy);
    const policy = ResourcePolicy ?? Replicas.find((one) => one.ResourcePolicy)?.ResourcePolicy;
    if (!policy) return [];
    const arn = arnOf(found)!;
    // `*` in it means the table and its indexes.
    return statementsOf(found, policy, 'ResourcePolicy', arn).map((statement) => ({
      ...statement,
      resources: statement.resources.flatMap((one) => (one === '*' ? [arn, `${arn}/*`] : [one])),
    }));
  });
}

const withPolicy = z.object({
  ResourcePolicy: document.optional(),
  Replicas: z.array(z.object({ ResourcePolicy: document.optional() })).default([]),
});
