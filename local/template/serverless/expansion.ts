import { z } from 'zod';
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
