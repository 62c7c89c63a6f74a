import { z } from 'zod';
import type {
  CachingConfig,
  Code,
  FunctionDefinition,
  ResolverDefinition,
} from '../../appsync/types.js';
import { checkCode } from '../../appsync/runtime/check.js';
import { CodeError, violationText } from '../../appsync/runtime/errors.js';
import { placeText, TemplateError } from '../errors.js';
import type { Scope } from '../scope.js';
import { allOf, type Found, placeOf, propertiesOf } from '../read.js';
import type { TemplateApi } from './api.js';
import { codeOf, codeProperties, type CodeProperties, isVtl } from './code.js';

/** The data source of what is not served. */
export const NOT_SERVED = 'not served';

/** A resource that is not served, and what comes of that. */
export interface NotServed {
  readonly logicalId: string;
  readonly text: string;
}

export interface TemplateCode {
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  /** By `Type.field`. */
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  readonly caching: Readonly<Record<string, CachingConfig>>;
  readonly notServed: readonly NotServed[];
}

const appSyncFunction = codeProperties.extend({
  ApiId: z.string(),
  Name: z.string(),
  DataSourceName: z.string(),
});
const resolver = codeProperties.extend({
  ApiId: z.string(),
  TypeName: z.string(),
  FieldName: z.string(),
  Kind: z.enum(['UNIT', 'PIPELINE']).default('UNIT'),
  DataSourceName: z.string().optional(),
  PipelineConfig: z.object({ Functions: z.array(z.string()).default([]) }).optional(),
  CachingConfig: z
    .object({ Ttl: z.coerce.number(), CachingKeys: z.array(z.string()).default([]) })
    .optional(),
});

/**
 * The functions and resolvers of an API. One that is written in VTL, or that AppSync would refuse, fails
 * when it is called, by its name; the others are served.
 *
 * @param isLambda whether a data source calls a function, and so needs no code
 * @throws TemplateError with a line for each that has no code
 */
export async function readCode(
  scopes: readonly Scope[],
  api: TemplateApi,
  isLambda: (dataSource: string) => boolean,
): Promise<TemplateCode> {
  const notServed: NotServed[] = [];
  const problems: string[] = [];
  const code = async (
    found: Found,
    properties: CodeProperties,
    dataSource: string | undefined,
  ): Promise<{ readonly code: Code; readonly served: boolean }> => {
    const { logicalId, scope } = found;
    if (isVtl(properties)) {
      const text = 'is written in VTL: what calls it gets an error';
      notServed.push({ logicalId, text });
      return {
        code: failing(logicalId, `${logicalId} is written in VTL, which this host does not serve`),
        served: false,
      };
    }
    const place = placeOf(found);
    const own = await codeOf(scope.stack, properties, place).catch((error: unknown) => {
      if (!(error instanceof TemplateError)) throw error;
      problems.push(...error.problems);
      return directLambda(logicalId);
    });
    const refusal = own && refusalOf(own);
    if (refusal !== undefined) {
      notServed.push({ logicalId, text: `AppSync would refuse to deploy it: ${refusal}` });
      const message = `The code of ${logicalId} is code that AppSync would refuse to deploy`;
      return { code: failing(logicalId, message), served: false };
    }
    if (own) return { code: own, served: true };
    if (dataSource === undefined || !isLambda(dataSource)) {
      problems.push(`${placeText({ ...place, property: 'Code' })}: there is no code`);
    }
    return { code: directLambda(logicalId), served: true };
  };

  const functions: Record<string, FunctionDefinition> = {};
  for (const found of allOf(scopes, 'AWS::AppSync::FunctionConfiguration')) {
    const properties = propertiesOf(found, appSyncFunction);
    if (properties.ApiId !== api.id) continue;
    const made = await code(found, properties, properties.DataSourceName);
    const dataSource = made.served ? properties.DataSourceName : NOT_SERVED;
    functions[found.scope.named(found.logicalId).id] = { code: made.code, dataSource };
  }

  const resolvers: Record<string, ResolverDefinition> = {};
  const caching: Record<string, CachingConfig> = {};
  for (const found of allOf(scopes, 'AWS::AppSync::Resolver')) {
    const properties = propertiesOf(found, resolver);
    if (properties.ApiId !== api.id) continue;
    const { DataSourceName, CachingConfig, Kind } = properties;
    const field = `${properties.TypeName}.${properties.FieldName}`;
    const made = await code(found, properties, DataSourceName);
    const dataSource = made.served && DataSourceName ? DataSourceName : NOT_SERVED;
    resolvers[field] =
      Kind === 'PIPELINE' && made.served
        ? {
            kind: 'PIPELINE',
            code: made.code,
            functions: properties.PipelineConfig?.Functions ?? [],
          }
        : { kind: 'UNIT', code: made.code, dataSource };
    if (CachingConfig) {
      caching[field] = {
        ttlSeconds: CachingConfig.Ttl,
        keys: CachingConfig.CachingKeys.map((key) => key.replace(/^\$(?:context|ctx)\./, '')),
      };
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
  return { functions, resolvers, caching, notServed };
}

/** Why AppSync would refuse to deploy code, in one line; undefined where it would take it. */
function refusalOf(code: Code): string | undefined {
  try {
    checkCode(code);
    return undefined;
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return error.errors.map(violationText).join('; ');
  }
}

/** What a resolver does that has a Lambda data source and no code (AppSync developer guide, "Direct Lambda resolvers"). */
const directLambda = (logicalId: string): Code => ({
  fileName: `${logicalId}.js`,
  text: `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const { arguments: args, identity, source, request, prev, info, stash } = ctx;
  return {
    operation: 'Invoke',
    payload: { arguments: args, identity, source, request, prev, info, stash },
  };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type, ctx.result);
  return ctx.result;
}
`,
});

/** The code of what is not served. */
const failing = (logicalId: string, message: string): Code => ({
  fileName: `${logicalId}.js`,
  text: `import { util } from '@aws-appsync/utils';
export function request() {
  util.error(${JSON.stringify(`${message}.`)}, 'NotServed');
}
export function response() {
  return null;
}
`,
});
