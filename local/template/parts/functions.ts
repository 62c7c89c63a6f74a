import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { FunctionDefinition } from '../../lambda/functionProcess.js';
import type { Scope } from '../scope.js';
import { allOf, type Found, propertiesOf } from '../read.js';
import { arnOf } from './roles.js';

/** A Lambda function of the templates: to be started, or why it is not. */
export type TemplateFunction =
  | { readonly logicalId: string; readonly definition: FunctionDefinition }
  | { readonly logicalId: string; readonly problem: string };

const lambda = z.object({
  Runtime: z.string().optional(),
  Handler: z.string().default('index.handler'),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  PackageType: z.string().default('Zip'),
  Code: z.union([
    z.string(),
    z.object({
      ZipFile: z.string().optional(),
      S3Bucket: z.string().optional(),
      S3Key: z.string().optional(),
    }),
  ]),
});

/**
 * The Lambda functions of the templates by ARN. One that cannot be served says so when it is called.
 *
 * @throws TemplateError for properties that are not a function's
 */
export async function readFunctions(
  scopes: readonly Scope[],
): Promise<ReadonlyMap<string, TemplateFunction>> {
  const read = allOf(scopes, 'AWS::Lambda::Function').map(
    async (found) => [arnOf(found)!, await readFunction(found)] as const,
  );
  return new Map(await Promise.all(read));
}

async function readFunction(found: Found): Promise<TemplateFunction> {
  const { logicalId, scope } = found;
  const properties = propertiesOf(found, lambda);
  const { Runtime = 'none', Handler, Timeout, MemorySize } = properties;
  if (properties.PackageType === 'Image') {
    return { logicalId, problem: 'functions in container images are not served' };
  }
  if (!Runtime.startsWith('nodejs')) {
    return { logicalId, problem: `functions in ${Runtime} are not served, only in Node.js` };
  }
  const directory = await codeDirectory(found, properties.Code);
  if (directory === undefined) return { logicalId, problem: 'its code is not among the assets' };
  const { name } = scope.named(logicalId);
  return {
    logicalId,
    definition: {
      name,
      directory,
      handler: Handler,
      timeoutSeconds: Timeout,
      memoryMegabytes: MemorySize,
      environment: variablesOf(found),
    },
  };
}

/** Each variable by itself: one that the host cannot work out is left out, and the others are there. */
function variablesOf({ scope, logicalId, resource }: Found): Record<string, string> {
  const { Variables = {} } = (resource.Properties.Environment ?? {}) as {
    Variables?: Record<string, unknown>;
  };
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(Variables)) {
    const place = { file: scope.stack.file, logicalId, property: `Environment.Variables.${name}` };
    try {
      variables[name] = String(scope.resolve(value, place));
    } catch {
      continue;
    }
  }
  return variables;
}

async function codeDirectory(
  { scope: { stack }, resource }: Found,
  code: z.output<typeof lambda>['Code'],
): Promise<string | undefined> {
  if (typeof code === 'string') return resolve(stack.directory, code);
  if (code.ZipFile !== undefined) {
    const directory = await mkdtemp(join(tmpdir(), 'function-'));
    await writeFile(join(directory, 'index.js'), code.ZipFile);
    return directory;
  }
  // CDK says where an asset is; the key is in the asset's manifest, too.
  const path = resource.Metadata['aws:asset:path'];
  if (typeof path === 'string') return resolve(stack.directory, path);
  return code.S3Key === undefined ? undefined : stack.assets.get(code.S3Key);
}
