import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import type { Code } from '../../appsync/types.js';
import { errorAt, type Place } from '../errors.js';
import type { Stack } from '../stacks.js';

const vtl = z.object({
  RequestMappingTemplate: z.string().optional(),
  RequestMappingTemplateS3Location: z.string().optional(),
  ResponseMappingTemplate: z.string().optional(),
  ResponseMappingTemplateS3Location: z.string().optional(),
});
/** The properties of a resolver or function that hold its code. */
export const codeProperties = vtl.extend({
  Code: z.string().optional(),
  CodeS3Location: z.string().optional(),
});
export type CodeProperties = z.output<typeof codeProperties>;

/** Whether a resolver or function is written in VTL, which the host does not serve. */
export const isVtl = (properties: CodeProperties): boolean =>
  vtl.keyof().options.some((name) => properties[name] !== undefined);

/**
 * The code of a resolver or function: as text, or as a file that CDK would upload or `aws cloudformation
 * package` would. Undefined where there is none.
 *
 * @throws SourceError when the file is not there
 */
export async function codeOf(
  stack: Stack,
  { Code: text, CodeS3Location }: CodeProperties,
  place: Place,
): Promise<Code | undefined> {
  if (text !== undefined) return { fileName: `${place.logicalId}.js`, text };
  if (CodeS3Location === undefined) return undefined;
  const there = { ...place, property: 'CodeS3Location' };
  return { fileName: `${place.logicalId}.js`, text: await textAt(stack, CodeS3Location, there) };
}

/**
 * The text behind an S3 location. @throws SourceError when there is no such asset or file
 * @param location `s3://bucket/key`, or a path beside the template
 */
export async function textAt(stack: Stack, location: string, place: Place): Promise<string> {
  const file = fileAt(stack, location);
  if (file === undefined) {
    throw errorAt(
      place,
      `${location} is not among the assets of the template; run \`cdk synth\` again`,
    );
  }
  return readFile(file, 'utf8').catch(() => {
    throw errorAt(place, `the file ${basename(file)} of the asset is missing`);
  });
}

/** The file or directory behind an S3 location: an asset by its key, or a path beside the template. */
function fileAt(stack: Stack, location: string): string | undefined {
  const [, key] = /^s3:\/\/[^/]+\/(.+)$/.exec(location) ?? [];
  return key === undefined ? resolve(stack.directory, location) : stack.assets.get(key);
}
