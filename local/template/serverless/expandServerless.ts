import type { Resource, Template } from '../stacks.js';
import type { Expansion } from './expansion.js';
import { expandFunction } from './function.js';
import { expandApi } from './graphQLApi.js';
import { expandTable } from './simpleTable.js';

const expansions: Readonly<Record<string, Expansion>> = {
  'AWS::Serverless::Function': expandFunction,
  'AWS::Serverless::GraphQLApi': expandApi,
  'AWS::Serverless::SimpleTable': expandTable,
};

/**
 * The resources of AWS SAM as those that CloudFormation makes of them (SAM developer guide, "Resource
 * and property reference"): `AWS::Serverless::Function`, `SimpleTable` and `GraphQLApi`, and `Globals` of
 * functions.
 *
 * @throws SourceError for properties that are not SAM's
 */
export function expandServerless(file: string, template: Template): Template {
  const resources: Record<string, Resource> = {};
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const expand = expansions[resource.Type];
    if (!expand) {
      resources[logicalId] = resource;
      continue;
    }
    for (const [id, properties] of Object.entries(
      expand({ file, logicalId, resource, template }),
    )) {
      resources[id] = { ...resource, ...properties };
    }
  }
  return { ...template, Resources: resources };
}
