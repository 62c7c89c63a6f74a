import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { LogGroups } from './LogGroups.js';
import { creationSuffix } from './retention.js';

/** A rule as CloudFormation has it. The web ACL adds priority and metrics. */
export type WebAclRule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** Blocks an address that makes more requests than `limit`. @param counted which of its requests count */
export const rateOfAddress = (
  name: string,
  limit: number,
  counted?: CfnWebACL.StatementProperty,
): WebAclRule => ({
  name,
  action: { block: {} },
  statement: {
    rateBasedStatement: { aggregateKeyType: 'IP', limit, scopeDownStatement: counted },
  },
});

interface WebAclProps {
  /** Name of the web ACL and of its metrics. */
  readonly name: string;
  /** What the web ACL protects: an AppSync API or a user pool. */
  readonly resourceArn: string;
  /** In the order in which WAF evaluates them. */
  readonly rules: readonly WebAclRule[];
  readonly logGroups: LogGroups;
}

/** A regional web ACL on one resource. It logs blocked and counted requests, without tokens and bodies. */
export class WebAcl extends Construct {
  readonly association: CfnWebACLAssociation;

  constructor(scope: Construct, id: string, { name, resourceArn, rules, logGroups }: WebAclProps) {
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
      // A rule that counts would write its match in the body, a message's text, into the log.
      dataProtectionConfig: {
        dataProtections: [{ field: { fieldType: 'BODY' }, action: 'SUBSTITUTION' }],
      },
      rules: rules.map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visibility(`${name}-${rule.name}`),
      })),
    });
    this.association = new CfnWebACLAssociation(this, 'Association', {
      webAclArn: webAcl.attrArn,
      resourceArn,
    });
    this.#log(webAcl, logGroups, name);
  }

  #log(webAcl: CfnWebACL, logGroups: LogGroups, name: string): void {
    // WAF requires this prefix (WAF developer guide, "Logging to CloudWatch Logs").
    const logGroup = logGroups.add(
      `${name}-requests`,
      `aws-waf-logs-${name}-${creationSuffix(this)}`,
    );
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
      // Tokens travel in these headers, and in the query of a real-time handshake.
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
