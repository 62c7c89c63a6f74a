import { z } from 'zod';
import { TemplateError } from '../errors.js';
import type { Resource, Template } from '../stacks.js';

/** A resource of SAM, and where it is. */
interface Given {
  readonly file: string;
  readonly logicalId: string;
  readonly resource: Resource;
  readonly template: Template;
}
/** What CloudFormation makes of one: resources by their logical ids. */
export type Expansion = (given: Given) => Record<string, Pick<Resource, 'Type' | 'Properties'>>;

export const anything = z.record(z.string(), z.unknown());

/** A resource's properties, checked. @throws TemplateError which names the property */
export function read<Schema extends z.ZodType>(
  { file, logicalId, resource }: Given,
  schema: Schema,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(resource.Properties);
  if (success) return data;
  const [issue] = error.issues;
  const property = issue!.path.map(String).join('.');
  throw TemplateError.at({ file, logicalId, property }, issue!.message);
}
