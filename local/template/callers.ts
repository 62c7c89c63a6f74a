import type { IamSigner } from '../appsync/auth/iam.js';
import { globalContext, globalKeys, sessionArn } from '../iam/context.js';
import { decide, readPolicy, type Statement } from '../iam/policy.js';
import type { Log } from '../host/log.js';
import { credentialsOf } from './credentials.js';
import { reasonOf } from '../manifest/errors.js';
import { type Overlay, overlayError } from './overlay.js';
import type { TemplateRole } from './parts/roles.js';
import { account, region } from './physical.js';
import { warnOfKeys } from './roleWarnings.js';

/** One who signs requests, under the name that the manifest gives. */
export interface NamedSigner extends IamSigner {
  readonly name: string;
}

interface CallerParts {
  readonly overlay: Overlay;
  readonly apiId: string;
  /** The host's own, which credentials are made of. */
  readonly secret: Buffer;
  readonly roles: ReadonlyMap<string, TemplateRole>;
  readonly log: Log;
}

/** The logical ids of the roles that a manifest's callers have. */
export const rolesOfCallers = ({ callers }: Overlay): string[] =>
  Object.values(callers).flatMap((one) => ('role' in one ? [one.role] : []));

/**
 * The host's own caller, who may call everything, and those of a manifest, each with what its
 * policies allow.
 * @throws SourceError for a role that is not there, and a policy that is not one
 */
export const signersOf = (parts: CallerParts): NamedSigner[] => [
  { ...userOf('local'), credentials: credentialsOf(parts.secret) },
  ...Object.entries(parts.overlay.callers).map(([name, one]) =>
    'role' in one ? asRole(name, one.role, parts) : asUser(name, one.policies, parts),
  ),
];

const userOf = (name: string) => ({
  name,
  userArn: `arn:aws:iam::${account}:user/${name}`,
  username: name,
});

function asUser(name: string, policies: readonly unknown[], parts: CallerParts): NamedSigner {
  const statements = policies.flatMap((policy, index) => {
    try {
      return readPolicy(policy);
    } catch (error) {
      throw overlayError(parts.overlay, ['callers', name, 'policies', index], reasonOf(error));
    }
  });
  const user = userOf(name);
  return {
    ...user,
    credentials: credentialsOf(parts.secret, name),
    mayCall: grantsOf(name, user.userArn, statements, parts),
  };
}

function asRole(name: string, logicalId: string, parts: CallerParts): NamedSigner {
  const role = [...parts.roles.values()].find((one) => one.logicalId === logicalId);
  if (!role) {
    const problem = `the templates have no role ${logicalId}`;
    throw overlayError(parts.overlay, ['callers', name, 'role'], problem);
  }
  const credentials = credentialsOf(parts.secret, name);
  const unknown = role.unknownPolicies.join(', ');
  if (unknown) {
    parts.log.warn(
      `the caller ${name}: ${logicalId} has policies that are not known (${unknown}): it may call everything here`,
    );
  }
  return {
    name,
    credentials,
    userArn: sessionArn(role.arn, name),
    // On AWS the unique id of the role comes before the colon.
    username: `AROA${credentials.accessKeyId.slice(4)}:${name}`,
    ...(!unknown && { mayCall: grantsOf(name, role.arn, role.statements, parts) }),
  };
}

/**
 * Whether policies allow `appsync:GraphQL` on a field of Query, Mutation or Subscription. What they say of
 * fields below is not asked here; whether AppSync asks is not known.
 */
function grantsOf(
  name: string,
  arn: string,
  statements: readonly Statement[],
  { apiId, log }: CallerParts,
): NonNullable<IamSigner['mayCall']> {
  warnOfKeys(`the caller ${name}: a condition`, statements, globalKeys, log);
  return (typeName, fieldName, sourceIp) => {
    const resource = `arn:aws:appsync:${region}:${account}:apis/${apiId}/types/${typeName}/fields/${fieldName}`;
    const context = globalContext({ arn, account, region, sourceIp });
    const { allowed } = decide(statements, { action: 'appsync:GraphQL', resource, context });
    if (!allowed) log.warn({ caller: name, resource }, 'the caller may not call this field');
    return allowed;
  };
}
