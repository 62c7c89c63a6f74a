import { Construct } from 'constructs';
import { signInCallsPerAddress, userPoolCallsPerAddress } from '../firewallLimits.js';
import type { LogGroups } from './LogGroups.js';
import { rateOfAddress, WebAcl, type WebAclRule } from './WebAcl.js';

const equals = (header: string, searchString: string) => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { Name: header } },
    positionalConstraint: 'EXACTLY',
    searchString,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
});

/**
 * A call of one operation. Cognito names it to the firewall in a header of its own (Cognito developer
 * guide, "Associate an AWS WAF web ACL with a user pool", "TOTP software token MFA"). The client's header
 * is asked too: that Cognito forwards it is not documented.
 */
const calls = (operation: string) => ({
  orStatement: {
    statements: [
      equals('x-amzn-cognito-operation-name', operation),
      equals('x-amz-target', `AWSCognitoIdentityProviderService.${operation}`),
    ],
  },
});

/** One rule for all calls, and one for each limited operation. */
const rules: readonly WebAclRule[] = [
  rateOfAddress('ratePerAddress', userPoolCallsPerAddress),
  ...Object.entries(signInCallsPerAddress).map(([operation, limit]) =>
    rateOfAddress(operation, limit, calls(operation)),
  ),
];

interface SignInFirewallProps {
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
