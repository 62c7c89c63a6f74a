import { CfnResource } from 'aws-cdk-lib';
import {
  CfnApiCache,
  CfnDataSource,
  CfnFunctionConfiguration,
  CfnGraphQLSchema,
  CfnResolver,
} from 'aws-cdk-lib/aws-appsync';
import type { IConstruct } from 'constructs';

/** The parts of an API, in the order in which CloudFormation makes them. */
const parts = [
  CfnGraphQLSchema,
  CfnDataSource,
  CfnFunctionConfiguration,
  CfnResolver,
  CfnApiCache,
] as const;

/**
 * Makes CloudFormation create, change and delete the parts of an API one after the other. Side by
 * side, AppSync refuses some of them with ConcurrentModificationException (CloudFormation coverage roadmap, issue 932).
 * @returns the last part: what else changes the API comes after it.
 */
export function chainApiParts(api: IConstruct): CfnResource {
  const resources = api.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  const ordered = parts.flatMap((Part) =>
    resources.filter((resource) => resource.cfnResourceType === Part.CFN_RESOURCE_TYPE_NAME),
  );
  ordered.reduce((before, after) => {
    after.addResourceDependency(before);
    return after;
  });
  return ordered.at(-1)!;
}
