import { createNoneDataSource } from '../../local/appsync/datasources/index.js';
import { createResolveField } from '../../local/appsync/pipeline/index.js';
import type { ResolveFieldOptions } from '../../local/appsync/pipeline/index.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import type { Code, DataSource, ResolverContext } from '../../local/appsync/types.js';

/** A module's text without its imports, as a file of that name. */
export const code = (fileName: string, body: string): Code => ({
  fileName,
  text: `import { util, runtime, extensions } from '@aws-appsync/utils';\n${body}`,
});

const passOn: Code = code(
  'resolver.js',
  `export function request(ctx) { return {}; }
   export function response(ctx) { return ctx.prev.result; }`,
);

export interface TestResolver extends Partial<ResolveFieldOptions> {
  /** The pipeline resolver's own code. Default: hands on the last function's result. */
  readonly resolver?: string;
  /** Bodies of the functions f1, f2, … */
  readonly stages?: readonly string[];
  /** Of the stages. Default: NONE. */
  readonly dataSource?: DataSource;
}

/** `Query.test` as a pipeline of these stages, run on the real runtime. */
export const testResolver = (options: TestResolver) => {
  const { resolver, stages = [], dataSource = createNoneDataSource(), ...more } = options;
  const names = stages.map((_, index) => `f${index + 1}`);
  const resolveField = createResolveField({
    dataSources: { source: dataSource },
    functions: Object.fromEntries(
      stages.map((body, index) => [
        names[index],
        { dataSource: 'source', code: code(`f${index + 1}.js`, body) },
      ]),
    ),
    resolvers: {
      'Query.test': {
        kind: 'PIPELINE',
        code: resolver === undefined ? passOn : code('resolver.js', resolver),
        functions: names,
      },
    },
    environment: {},
    loadCode,
    ...more,
  });
  return (context: Partial<ResolverContext> = {}) =>
    resolveField('Query.test', testContext(context), 'User Pool Authorization');
};

export const testContext = (context: Partial<ResolverContext> = {}): ResolverContext => ({
  arguments: {},
  identity: null,
  source: null,
  stash: {},
  request: { headers: {}, domainName: null },
  info: {
    fieldName: 'test',
    parentTypeName: 'Query',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  env: {},
  ...context,
});
