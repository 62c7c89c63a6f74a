import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { LogGroups } from './LogGroups.js';

/** Requests of one IP address within five minutes. A busy client behind one makes some dozens. */
const requestsPerFiveMinutes = 3_000;

/**
 * Bytes of a body. A message of 1,024 four-byte characters with its query and variables is under
 * 5 KB; WAF looks at no more than the first 8 KB of a body that goes to AppSync (WAF developer
 * guide, "Considerations for managing body inspection"), so what is longer is refused.
 */
const bodyBytes = 8_192;

/**
 * AWS's rule groups, and those of their rules that count here and do not block. Rules about bodies
 * look for the text of attacks, which people may well write about in a message; nothing behind this
 * API runs or renders a body. The other two would turn away real-time clients: a handshake carries
 * its token in the query, and not every WebSocket client names itself.
 */
const ruleGroups = {
  AWSManagedRulesCommonRuleSet: [
    'CrossSiteScripting_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'EC2MetaDataSSRF_BODY',
    'SizeRestrictions_BODY', // the rule bodySize does it, with the same bound
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

export interface FirewallProps {
  readonly name: string;
  readonly apiArn: string;
  readonly logGroups: LogGroups;
}

/** WAF in front of the API: known attackers and bad requests, a limit on rate and on size. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { name, apiArn, logGroups }: FirewallProps) {
    super(scope, id);
    const visibility = (metricName: string) => ({
      metricName,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false, // samples would hold tokens
    });
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      // A rule that counts would write what it found in a body, a message's text, into the log.
      dataProtectionConfig: {
        dataProtections: [{ field: { fieldType: 'BODY' }, action: 'SUBSTITUTION' }],
      },
      rules: [
        {
          name: 'rate',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerFiveMinutes },
          },
          visibilityConfig: visibility(`${name}-rate`),
        },
        {
          name: 'bodySize',
          priority: 1,
          action: { block: {} },
          statement: {
            sizeConstraintStatement: {
              fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
              comparisonOperator: 'GT',
              size: bodyBytes,
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
          visibilityConfig: visibility(`${name}-bodySize`),
        },
        ...Object.entries<readonly string[]>(ruleGroups).map(([group, counted], index) => ({
          name: group,
          priority: 2 + index,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: group,
              ruleActionOverrides: counted.map((rule) => ({
                name: rule,
                actionToUse: { count: {} },
              })),
            },
          },
          visibilityConfig: visibility(`${name}-${group}`),
        })),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: webAcl.attrArn,
      resourceArn: apiArn,
    });
    // The name has to begin so. Tokens travel in this header, and in the real-time handshake's query.
    const logGroup = logGroups.add('Requests', `aws-waf-logs-${name}`);
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.attrArn,
      // Not `logGroupArn`, which ends with `:*`.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: logGroup.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'sec-websocket-protocol' } },
        { queryString: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [
              { ActionCondition: { Action: 'BLOCK' } },
              { ActionCondition: { Action: 'COUNT' } },
            ],
          },
        ],
      },
    });
  }
}
