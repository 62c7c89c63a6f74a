/**
 * The manifest of an API that the host is to serve, as docs/host.md describes it: JSON, names of
 * AppSync's and DynamoDB's own APIs and of CDK's TableV2, file names relative to the manifest.
 */
import { z } from 'zod';
import { allowHttp } from '../host/allowHttp.js';
import { dataSource } from './manifestDataSource.js';
import { codeFile, oneOf, unknownMember } from './notServed.js';

const name = /^[_A-Za-z][_0-9A-Za-z]*$/;
const named = <Value extends z.ZodType>(what: string, value: Value) =>
  z.record(z.string().regex(name, `${what} is named by letters, digits and _`), value);
const file = z.string().regex(/\.(js|ts)$/, { error: codeFile });

const keyAttribute = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['S', 'N', 'B']).default('S'),
});
const index = {
  indexName: z.string().min(3).max(255),
  projectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).default('ALL'),
  nonKeyAttributes: z.array(z.string()).optional(),
};
const table = z.strictObject({
  partitionKey: keyAttribute,
  sortKey: keyAttribute.optional(),
  globalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...index,
        partitionKey: keyAttribute,
        sortKey: keyAttribute.optional(),
      }),
    )
    .default([]),
  localSecondaryIndexes: z.array(z.strictObject({ ...index, sortKey: keyAttribute })).default([]),
  timeToLiveAttribute: z.string().min(1).optional(),
});

const resolver = z.discriminatedUnion(
  'kind',
  [
    z.strictObject(
      { kind: z.literal('UNIT'), dataSource: z.string(), code: file },
      { error: unknownMember },
    ),
    z.strictObject(
      {
        kind: z.literal('PIPELINE'),
        functions: z.array(z.string()).max(10, 'expected at most 10 functions'),
        code: file,
      },
      { error: unknownMember },
    ),
  ],
  { error: oneOf('kind', ['UNIT', 'PIPELINE'], []) },
);

const authentication = z.discriminatedUnion(
  'authenticationType',
  [
    z.strictObject({
      authenticationType: z.literal('API_KEY'),
      apiKeys: z
        .array(z.strictObject({ id: z.string().min(1), expires: z.iso.datetime().optional() }))
        .min(1, 'expected at least one key'),
    }),
    z.strictObject({
      authenticationType: z.literal('AMAZON_COGNITO_USER_POOLS'),
      defaultAction: z.enum(['ALLOW', 'DENY']).default('ALLOW'),
      users: z
        .array(
          z.strictObject({
            username: z.string().min(1),
            password: z.string().min(1),
            groups: z.array(z.string().min(1)).default([]),
            attributes: z.record(z.string(), z.string()).default({}),
          }),
        )
        .default([]),
    }),
  ],
  {
    error: oneOf(
      'authenticationType',
      ['API_KEY', 'AMAZON_COGNITO_USER_POOLS'],
      ['AWS_IAM', 'OPENID_CONNECT', 'AWS_LAMBDA'],
    ),
  },
);

/** Limits of PutGraphqlApiEnvironmentVariables (AppSync API reference). */
const environment = z
  .record(
    z.string().regex(/^[A-Za-z]\w+$/, 'expected a letter, then letters, digits and _'),
    z.string().max(512),
  )
  .refine((all) => Object.keys(all).length <= 50, 'expected at most 50 variables');

const members = z.strictObject({
  authentication: z.array(authentication).min(1, 'expected at least one mode'),
  tables: z
    .record(
      z
        .string()
        .regex(
          /^[\w.-]{3,255}$/,
          'expected the name of a table: 3 to 255 letters, digits, _, - and .',
        ),
      table,
    )
    .default({}),
  dataSources: named('a data source', dataSource),
  functions: named(
    'a function',
    z.strictObject({ dataSource: z.string(), code: file }, { error: unknownMember }),
  ).default({}),
  resolvers: z.record(
    z.string().regex(/^[_A-Za-z]\w*\.[_A-Za-z]\w*$/, 'expected Type.field'),
    resolver,
  ),
  environment: environment.default({}),
  allowHttp,
  introspectionConfig: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  queryDepthLimit: z.int().min(0).max(75).default(0),
  resolverCountLimit: z.int().min(0).max(10_000).default(0),
});

export type Manifest = z.infer<typeof members>;
export type ManifestTable = Manifest['tables'][string];

export const manifestSchema = members.superRefine((manifest, context) =>
  checkNames(manifest, (path, message) => context.addIssue({ code: 'custom', path, message })),
);

type Path = (string | number)[];

/** Reports what a part of a manifest names and no other part has; and modes that are there twice. */
function checkNames(
  { authentication: modes, tables, dataSources, functions, resolvers }: Manifest,
  report: (path: Path, message: string) => void,
): void {
  const find = (about: string, kind: string, all: object, wanted: string, path: Path): void => {
    if (Object.hasOwn(all, wanted)) return;
    const names = Object.keys(all).join(', ') || `no ${kind}`;
    report(path, `${about} names unknown ${kind} '${wanted}'; there is ${names}`);
  };
  for (const [at, { authenticationType: type }] of modes.entries()) {
    if (modes.findIndex((mode) => mode.authenticationType === type) === at) continue;
    report(['authentication', at], `the mode ${type} is there twice`);
  }
  for (const [key, source] of Object.entries(dataSources)) {
    if (source.type !== 'AMAZON_DYNAMODB') continue;
    const path = ['dataSources', key, 'tableName'];
    find(`data source '${key}'`, 'table', tables, source.tableName, path);
  }
  for (const [key, one] of Object.entries(functions)) {
    const path = ['functions', key, 'dataSource'];
    find(`function '${key}'`, 'data source', dataSources, one.dataSource, path);
  }
  for (const [key, one] of Object.entries(resolvers)) {
    const [about, path] = [`resolver '${key}'`, ['resolvers', key]];
    if (one.kind === 'UNIT') {
      find(about, 'data source', dataSources, one.dataSource, [...path, 'dataSource']);
      continue;
    }
    for (const [at, name] of one.functions.entries()) {
      find(about, 'function', functions, name, [...path, 'functions', at]);
    }
  }
}
