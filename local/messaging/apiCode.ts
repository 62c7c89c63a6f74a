import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DataSourceName,
  dataSources,
  functions,
  type PipelineFunction,
  pipelines,
} from '../../resolvers/manifest.js';
import type { Code, FunctionDefinition, ResolverDefinition } from '../appsync/types.js';

/** The API's code as it is deployed, from the bundles and the manifest. */
interface ApiCode {
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
}

/** Reads the code. If there are no bundles, rejects with a message that says how to make them. */
export async function readApiCode(bundleDirectory: string): Promise<ApiCode> {
  const codes = new Map<string, Promise<Code>>(); // several functions have one file
  const read = (file: string): Promise<Code> => {
    const known = codes.get(file) ?? readFresh(file);
    codes.set(file, known);
    return known;
  };
  const readFresh = async (file: string): Promise<Code> => {
    const fileName = `${file}.js`;
    try {
      return { fileName, text: await readFile(join(bundleDirectory, fileName), 'utf8') };
    } catch (cause) {
      throw new Error(`No bundle ${fileName}: run \`npm run bundle\``, { cause });
    }
  };
  const pipelineCode = await read('pipeline');
  const definitions = Object.entries<PipelineFunction>(functions).map(
    async ([name, { dataSource, file = name }]) =>
      [name, { dataSource, code: await read(file) }] as const,
  );
  return {
    functions: Object.fromEntries(await Promise.all(definitions)),
    resolvers: Object.fromEntries(
      Object.entries(pipelines).map(([field, names]) => [
        field,
        { kind: 'PIPELINE', code: pipelineCode, functions: names } as const,
      ]),
    ),
  };
}

/** Makes the manifest's data sources by their types. */
export function eachDataSource<T>(
  make: (name: DataSourceName, source: (typeof dataSources)[DataSourceName]) => T,
): Record<DataSourceName, T> {
  const names = Object.keys(dataSources) as DataSourceName[];
  return Object.fromEntries(names.map((name) => [name, make(name, dataSources[name])])) as Record<
    DataSourceName,
    T
  >;
}
