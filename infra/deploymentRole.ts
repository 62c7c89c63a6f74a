/**
 * The role with which CloudFormation deploys: `cdk bootstrap` makes it in each account and region.
 * Policies that forbid an action to everyone else except it from them, or a stage could not be
 * created, repaired or deleted. The audit stack watches changes of the role itself.
 */
export const deploymentRole = 'arn:*:iam::*:role/cdk-*-cfn-exec-role-*';
