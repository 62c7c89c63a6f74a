import { z } from 'zod';
import type { CachingConfig, FunctionDefinition, ResolverDefinition } from '../../appsync/types.js';
import { SourceError } from '../../manifest/errors.js';
import { placeText } from '../errors.js';
import type { Scope } from '../scope.js';
import { allOf, type Found, namedOf, placeOf, propertiesOf } from '../read.js';
import type { TemplateApi } from './api.js';
import { codeProperties } from './code.js';
import type { TemplateDataSource } from './dataSources.js';
import { codeFor } from './servedCode.js';

/** The data source of what is not served. */
export const NOT_SERVED = 'not served';

/** A resource that is not served, and what comes of that. */
export interface NotServed {
  readonly logicalId: string;
  readonly text: string;
}

const batched = { MaxBatchSize: z.coerce.number().int().min(0).max(2_000).optional() };
const appSyncFunction = codeProperties.extend({
  ...batched,
  ApiId: z.string(),
  Name: z.string(),
  DataSourceName: z.string(),
});
const resolver = codeProperties.extend({
  ...batched,
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

/** What is gathered while code is read. */
export interface Reading {
  readonly dataSources: readonly TemplateDataSource[];
  readonly notServed: NotServed[];
  readonly problems: string[];
}

/**
 * The functions and resolvers of an API. One that is written in VTL, or that AppSync would refuse, fails
 * when it is called, by its name; the others are served.
 *
 * @param dataSources those of the API
 * @throws SourceError with a line for each that has no code, or names what is not there
 */
export async function readCode(
  scopes: readonly Scope[],
  api: TemplateApi,
  dataSources: readonly TemplateDataSource[],
) {
  const reading: Reading = { dataSources, notServed: [], problems: [] };
  const functions = await readFunctionsOf(scopes, api, reading);
  const { resolvers, caching } = await readResolvers(scopes, api, { ...reading, functions });
  if (reading.problems.length > 0) throw new SourceError(reading.problems);
  return { functions, resolvers, caching, notServed: reading.notServed };
}

async function readFunctionsOf(scopes: readonly Scope[], api: TemplateApi, reading: Reading) {
  const functions: Record<string, FunctionDefinition> = {};
  for (const found of allOf(scopes, 'AWS::AppSync::FunctionConfiguration')) {
    const properties = propertiesOf(found, appSyncFunction);
    if (properties.ApiId !== api.id) continue;
    const { DataSourceName, MaxBatchSize: maxBatchSize } = properties;
    checkDataSource(found, DataSourceName, reading);
    const { code, served, isDirect } = await codeFor(found, properties, DataSourceName, reading);
    functions[namedOf(found).id] = {
      code,
      maxBatchSize,
      isDirect,
      dataSource: served ? DataSourceName : NOT_SERVED,
    };
  }
  return functions;
}

async function readResolvers(
  scopes: readonly Scope[],
  api: TemplateApi,
  reading: Reading & { readonly functions: Readonly<Record<string, FunctionDefinition>> },
) {
  /** By `Type.field`. */
  const resolvers: Record<string, ResolverDefinition> = {};
  const caching: Record<string, CachingConfig> = {};
  for (const found of allOf(scopes, 'AWS::AppSync::Resolver')) {
    const properties = propertiesOf(found, resolver);
    if (properties.ApiId !== api.id) continue;
    const { DataSourceName, CachingConfig, Kind, PipelineConfig } = properties;
    const field = `${properties.TypeName}.${properties.FieldName}`;
    checkDataSource(found, DataSourceName, reading);
    const { code, served, isDirect } = await codeFor(found, properties, DataSourceName, reading);
    const functions = PipelineConfig?.Functions ?? [];
    for (const name of functions.filter((id) => !Object.hasOwn(reading.functions, id))) {
      const place = placeText(placeOf(found, 'PipelineConfig.Functions'));
      reading.problems.push(`${place}: there is no function ${name}`);
    }
    const dataSource = (served && DataSourceName) || NOT_SERVED;
    resolvers[field] =
      Kind === 'PIPELINE' && served
        ? { kind: Kind, code, functions }
        : { kind: 'UNIT', code, dataSource, maxBatchSize: properties.MaxBatchSize, isDirect };
    if (CachingConfig) {
      caching[field] = {
        ttlSeconds: CachingConfig.Ttl,
        keys: CachingConfig.CachingKeys.map((key) => key.replace(/^\$(?:context|ctx)\./, '')),
      };
    }
  }
  return { resolvers, caching };
}

function checkDataSource(found: Found, name: string | undefined, reading: Reading): void {
  if (name === undefined || reading.dataSources.some((one) => one.name === name)) return;
  const place = placeText(placeOf(found, 'DataSourceName'));
  reading.problems.push(`${place}: there is no data source ${name}`);
}
