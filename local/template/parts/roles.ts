import { z } from 'zod';
import { readPolicy, type Statement } from '../../iam/policy.js';
import { TemplateError } from '../errors.js';
import type { Scope } from '../scope.js';
import { attributeOf, refOf } from '../physical.js';
import { allOf, type Found, placeOf, propertiesOf } from '../read.js';

/** A role of the templates. */
export interface TemplateRole {
  readonly arn: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Policies that it has and that the templates do not: their ARNs. */
  readonly unknownPolicies: readonly string[];
}

const document = z.object({ PolicyDocument: z.unknown() });
const role = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const attached = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });
const rolePolicy = z.object({ PolicyDocument: z.unknown(), RoleName: z.string() });

const nameOf = ({ scope, logicalId }: Found): string => scope.named(logicalId).name;
export const arnOf = ({ scope, logicalId, resource }: Found): string | undefined =>
  attributeOf(resource, scope.named(logicalId), 'Arn');

/**
 * The roles of the templates by ARN, with the statements of their inline policies, of the policies that
 * are attached to them, and of the managed policies that the templates make.
 *
 * @throws TemplateError for a policy that is not one, or that names no resource
 */
export function readRoles(scopes: readonly Scope[]): ReadonlyMap<string, TemplateRole> {
  const policies = allOf(scopes, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').map((found) => ({
    found,
    ...propertiesOf(found, attached),
  }));
  const rolePolicies = allOf(scopes, 'AWS::IAM::RolePolicy').map((found) => ({
    found,
    ...propertiesOf(found, rolePolicy),
  }));
  const roles = new Map<string, TemplateRole>();
  for (const found of allOf(scopes, 'AWS::IAM::Role')) {
    const { Policies, ManagedPolicyArns } = propertiesOf(found, role);
    const [name, arn] = [nameOf(found), arnOf(found)!];
    const managed = policies.filter(
      ({ found: one, Roles }) =>
        Roles.includes(name) ||
        ManagedPolicyArns.includes(refOf(one.resource, one.scope.named(one.logicalId))),
    );
    const known = managed.map(({ found: one }) => arnOf(one));
    roles.set(arn, {
      arn,
      name,
      statements: [
        ...Policies.flatMap(({ PolicyDocument }) => statementsOf(found, PolicyDocument)),
        ...managed.flatMap(({ found: one, PolicyDocument }) => statementsOf(one, PolicyDocument)),
        ...rolePolicies
          .filter(({ RoleName }) => RoleName === name)
          .flatMap(({ found: one, PolicyDocument }) => statementsOf(one, PolicyDocument)),
      ],
      unknownPolicies: ManagedPolicyArns.filter((policy) => !known.includes(policy)),
    });
  }
  return roles;
}

function statementsOf(found: Found, value: unknown): Statement[] {
  try {
    return readPolicy(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw TemplateError.at(placeOf(found, 'PolicyDocument'), reason);
  }
}

/** The statements of tables' own policies. */
export function readTablePolicies(scopes: readonly Scope[]): Statement[] {
  return allOf(scopes, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').flatMap((found) => {
    const { ResourcePolicy, Replicas } = propertiesOf(found, withPolicy);
    const policy = ResourcePolicy ?? Replicas.find((one) => one.ResourcePolicy)?.ResourcePolicy;
    if (!policy) return [];
    const arn = arnOf(found)!;
    try {
      // `*` in it means the table and its indexes.
      return readPolicy(policy.PolicyDocument, arn).map((statement) => ({
        ...statement,
        resources: statement.resources.flatMap((one) => (one === '*' ? [arn, `${arn}/*`] : [one])),
      }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw TemplateError.at(placeOf(found, 'ResourcePolicy'), reason);
    }
  });
}

const withPolicy = z.object({
  ResourcePolicy: document.optional(),
  Replicas: z.array(z.object({ ResourcePolicy: document.optional() })).default([]),
});
