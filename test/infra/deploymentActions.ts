/**
 * The actions that CloudFormation needs for each type of resource: to create and update it, and to
 * delete it, as it does when a creation fails and is rolled back. handlerPermissions.json has them as
 * the schemas of CloudFormation's registry list them, of the copy in pulumi/pulumi-aws-native
 * (aws-cloudformation-schema/ at 43eed3b, 2026-08-07). It leaves out reads (Describe…, Get…, List…).
 */
import { readFileSync } from 'node:fs';

export interface DeploymentActions {
  readonly make: readonly string[];
  readonly delete: readonly string[];
}

const listed = JSON.parse(
  readFileSync(new URL('handlerPermissions.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, DeploymentActions>>;

/** Types whose schema lists no permissions: by hand, from the service authorization reference. */
const unlisted: Readonly<Record<string, DeploymentActions>> = {
  'AWS::AppSync::ApiCache': {
    make: ['appsync:CreateApiCache', 'appsync:UpdateApiCache'],
    delete: ['appsync:DeleteApiCache'],
  },
  'AWS::AppSync::GraphQLSchema': { make: ['appsync:StartSchemaCreation'], delete: [] },
  'AWS::Budgets::Budget': { make: ['budgets:ModifyBudget'], delete: ['budgets:ModifyBudget'] },
  'AWS::CloudWatch::AnomalyDetector': {
    make: ['cloudwatch:PutAnomalyDetector'],
    delete: ['cloudwatch:DeleteAnomalyDetector'],
  },
  // BucketDeployment's custom resource: its Lambda function acts with its own role.
  'Custom::CDKBucketDeployment': {
    make: ['lambda:InvokeFunction', 's3:PutObject', 'cloudfront:CreateInvalidation'],
    delete: ['s3:DeleteObject'],
  },
};

export const deploymentActions = { ...listed, ...unlisted };

/** Deployed by the management account, which no service control policy binds. */
export const managementOnly = ['AWS::Organizations::Policy'];
