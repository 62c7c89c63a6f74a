import { Construct } from 'constructs';
import { signInCallsPerAddress, userPoolCallsPerAddress } from '../firewallLimits.js';
import type { LogGroups } from './LogGroups.js';
import { WebAcl, type WebAclRule } from './WebAcl.js';

/** One rule for each limited operation. Cognito's API names the operation in this header. */
const rules: readonly WebAclRule[] = [
  {
    name: 'ratePerAddress',
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: userPoolCallsPerAddress } },
  },
  ...Object.entries(signInCallsPerAddress).map(([operation, limit]) => ({
    name: operation,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit,
        scopeDownStatement: {
          byteMatchStatement: {
            fieldToMatch: { singleHeader: { Name: 'x-amz-target' } },
            positionalConstraint: 'EXACTLY',
            searchString: `AWSCognitoIdentityProviderService.${operation}`,
            textTransformations: [{ priority: 0, type: 'NONE' }],
          },
        },
      },
    },
  })),
];

export interface SignInFirewallProps {
  readonly name: string;
  readonly userPoolArn: string;
  readonly logGroups: LogGroups;
}

/** WAF before the user pool: limits how often one address signs up, asks for codes and signs in. */
export class SignInFirewall extends Construct {
  constructor(scope: Construct, id: string, { name, userPoolArn, logGroups }: SignInFirewallProps) {
    super(scope, id);
    new WebAcl(this, 'WebAcl', { name, resourceArn: userPoolArn, rules, logGroups });
  }
}
