import { Construct } from 'constructs';
import { bodyBytes, requestsPerAddress, requestsPerToken } from '../firewallLimits.js';
import type { LogGroups } from './LogGroups.js';
import { rateOfAddress, WebAcl, type WebAclRule } from './WebAcl.js';

/**
 * AWS's rule groups. The named rules only count. Rules about bodies look for the text of attacks,
 * which people may write about in a message; nothing behind this API runs or renders a body. The
 * last two rules of the common group would block real-time clients: a handshake carries its token in
 * the query, and not every WebSocket client sends a user agent.
 */
const ruleGroups = {
  AWSManagedRulesCommonRuleSet: [
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
    'SizeRestrictions_BODY', // the rule bodySize has the same bound
    'SizeRestrictions_QUERYSTRING',
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesKnownBadInputsRuleSet: [
    'Log4JRCE_BODY',
    'JavaDeserializationRCE_BODY',
    'ReactJSRCE_BODY',
  ],
  AWSManagedRulesAmazonIpReputationList: [],
} as const;

const rules: readonly WebAclRule[] = [
  rateOfAddress('ratePerAddress', requestsPerAddress),
  {
    // A request without the header is not counted here (WAF developer guide, "Aggregating on custom
    // keys"): AppSync refuses it, and the rule by address counts it.
    name: 'ratePerToken',
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'CUSTOM_KEYS',
        customKeys: [
          {
            header: {
              name: 'authorization',
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
        ],
        limit: requestsPerToken,
      },
    },
  },
  {
    name: 'bodySize',
    action: { block: {} },
    statement: {
      sizeConstraintStatement: {
        fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
        comparisonOperator: 'GT',
        size: bodyBytes,
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    },
  },
  ...Object.entries<readonly string[]>(ruleGroups).map(([group, counted]) => ({
    name: group,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  })),
];

interface ApiFirewallProps {
  readonly name: string;
  readonly apiArn: string;
  readonly logGroups: LogGroups;
}

/** WAF before the API: limits on rate and size, known attackers, bad requests. */
export class ApiFirewall extends Construct {
  readonly webAcl: WebAcl;

  constructor(scope: Construct, id: string, { name, apiArn, logGroups }: ApiFirewallProps) {
    super(scope, id);
    this.webAcl = new WebAcl(this, 'WebAcl', { name, resourceArn: apiArn, rules, logGroups });
  }
}
