import type { Context } from './conditions.js';

/** Who asks, and from where. */
export interface Principal {
  /** The ARN of the user or the role. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Left out: AWS asks, and its address is not known. */
  readonly sourceIp?: string | undefined;
}

/** The condition keys of every service that may have a value here; AWS has more (IAM user guide, "AWS global condition context keys"). */
export const globalKeys = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:SecureTransport',
  'aws:SourceIp',
  'aws:RequestedRegion',
  'aws:CurrentTime',
  'aws:EpochTime',
];

/** What they are worth for a request that comes now. */
export const globalContext = ({ arn, account, region, sourceIp }: Principal): Context => ({
  'aws:PrincipalArn': [arn],
  'aws:PrincipalAccount': [account],
  'aws:SecureTransport': ['true'],
  ...(sourceIp !== undefined && { 'aws:SourceIp': [sourceIp] }),
  'aws:RequestedRegion': [region],
  'aws:CurrentTime': [new Date().toISOString()],
  'aws:EpochTime': [`${Math.floor(Date.now() / 1_000)}`],
});

/**
 * IAM's sentence for what a policy does not allow ("Troubleshoot access denied error messages").
 *
 * @param user the ARN of a user, or of a role's session
 * @param explicit the kind of policy that denies; left out: none allows
 */
export function deniedText(
  user: string,
  { action, resource }: { readonly action: string; readonly resource: string },
  explicit?: 'identity' | 'resource',
): string {
  const reason = explicit
    ? `with an explicit deny in ${explicit === 'identity' ? 'an identity' : 'a resource'}-based policy`
    : `because no identity-based policy allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

/** The ARN of a role's session: `assumed-role/<name>/<session>`, without the role's path. */
export const sessionArn = (roleArn: string, session: string): string => {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return `arn:aws:sts::${roleArn.split(':')[4]}:assumed-role/${name}/${session}`;
};
