import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { FunctionDefinition } from '../../lambda/functionProcess.js';
import type { Scope } from '../scope.js';
import { allOf, type Found, namedOf, placeOf, propertiesOf } from '../read.js';
import { SourceError } from '../../manifest/errors.js';
import { placeText } from '../errors.js';
import type { NotServed } from './resolvers.js';
import { arnOf } from './roles.js';

/** A Lambda function of the templates: to be started, or why it is not. */
type TemplateFunction =
  | {
      readonly logicalId: string;
      readonly definition: Omit<FunctionDefinition, 'directory'>;
      readonly code: FunctionCode;
      /** Left out: the host cannot work out what its role is. */
      readonly roleArn?: string | undefined;
    }
  | { readonly logicalId: string; readonly problem: string };

/** A folder, or the text of its one file `index.js`. */
export type FunctionCode = { readonly directory: string } | { readonly text: string };

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
 * @param notServed gets those, and the variables that the host cannot work out
 * @throws SourceError for properties that are not a function's
 */
export const readFunctions = (
  scopes: readonly Scope[],
  notServed: NotServed[],
): ReadonlyMap<string, TemplateFunction> =>
  new Map(
    allOf(scopes, 'AWS::Lambda::Function').map((found) => {
      const read = readFunction(found, notServed);
      if ('problem' in read) notServed.push({ logicalId: read.logicalId, text: read.problem });
      return [arnOf(found)!, read];
    }),
  );

function readFunction(found: Found, notServed: NotServed[]): TemplateFunction {
  const { logicalId } = found;
  const properties = propertiesOf(found, lambda);
  const { Runtime = 'none', Handler, Timeout, MemorySize } = properties;
  if (properties.PackageType === 'Image') {
    return { logicalId, problem: 'functions in container images are not served' };
  }
  if (!Runtime.startsWith('nodejs')) {
    return { logicalId, problem: `functions in ${Runtime} are not served, only in Node.js` };
  }
  const code = codeOf(found, properties.Code);
  if (!code) return { logicalId, problem: 'its code is not among the assets' };
  return {
    logicalId,
    code,
    roleArn: roleOf(found),
    definition: {
      name: namedOf(found).name,
      arn: arnOf(found)!,
      handler: Handler,
      timeoutSeconds: Timeout,
      memoryMegabytes: MemorySize,
      environment: variablesOf(found, notServed),
    },
  };
}

/** A role may be one of another account, or an import of a stack that is not here. */
function roleOf(found: Found): string | undefined {
  try {
    const arn = found.scope.resolve(found.resource.Properties.Role, placeOf(found, 'Role'));
    return typeof arn === 'string' ? arn : undefined;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return undefined;
  }
}

/** Each variable by itself: one that the host cannot work out is left out, and the others are there. */
function variablesOf(found: Found, notServed: NotServed[]): Record<string, string> {
  const { scope, logicalId, resource } = found;
  const { Variables = {} } = (resource.Properties.Environment ?? {}) as {
    Variables?: Record<string, unknown>;
  };
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(Variables)) {
    const place = placeOf(found, `Environment.Variables.${name}`);
    try {
      const resolved = scope.resolve(value, place);
      if (typeof resolved !== 'symbol') variables[name] = String(resolved); // not `AWS::NoValue`
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const reason = error.message.slice(placeText(place).length + 2);
      notServed.push({ logicalId, text: `has no variable ${name}: ${reason}` });
    }
  }
  return variables;
}

function codeOf(
  { scope: { stack }, resource }: Found,
  code: z.output<typeof lambda>['Code'],
): FunctionCode | undefined {
  if (typeof code !== 'string' && code.ZipFile !== undefined) return { text: code.ZipFile };
  // CDK says where an asset is; the key is in the asset's manifest, too.
  const asset = resource.Metadata['aws:asset:path'];
  const path = typeof code === 'string' ? code : typeof asset === 'string' ? asset : undefined;
  const directory =
    path === undefined
      ? stack.assets.get((code as { S3Key?: string }).S3Key ?? '')
      : resolve(stack.directory, path);
  return directory !== undefined && existsSync(directory) ? { directory } : undefined;
}
