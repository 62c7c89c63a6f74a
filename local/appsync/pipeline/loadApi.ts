import type {
  Code,
  DataSource,
  FunctionDefinition,
  LoadedCode,
  ResolverDefinition,
} from '../types.js';
import { maxFunctionsPerPipeline } from '../runtime/limits.js';

export type LoadCode = (code: Code) => LoadedCode;

export interface ApiCode {
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  readonly dataSources: Readonly<Record<string, DataSource>>;
}

export interface LoadedFunction {
  readonly name: string;
  readonly code: LoadedCode;
  readonly dataSource: DataSource;
}

export type LoadedResolver =
  | { readonly kind: 'UNIT'; readonly code: LoadedCode; readonly dataSource: DataSource }
  | {
      readonly kind: 'PIPELINE';
      readonly code: LoadedCode;
      readonly functions: readonly LoadedFunction[];
    };

/** The API's code cannot be deployed. `errors` has one for everything that is wrong; the message names all. */
export class ApiCodeError extends AggregateError {
  override readonly name = 'ApiCodeError';

  constructor(errors: readonly Error[]) {
    super(errors, errors.map((error) => error.message).join('\n'));
  }
}

/**
 * Loads the code of all functions and resolvers, each text once. Throws an `ApiCodeError` that
 * names field, function and file of everything that is wrong.
 */
export const loadApi = (
  { functions, resolvers, dataSources }: ApiCode,
  loadCode: LoadCode,
): ReadonlyMap<string, LoadedResolver> => {
  const errors: Error[] = [];
  /** By file and text; undefined for code with errors, which are reported once. */
  const loaded = new Map<string, LoadedCode | undefined>();

  /** Runs `make`; what it throws is kept under the name of what it is about. */
  const collect = <T>(about: string, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      errors.push(new Error(`${about}: ${message}`, { cause: error }));
      return undefined;
    }
  };

  const load = (about: string, code: Code): LoadedCode | undefined => {
    const key = JSON.stringify([code.fileName, code.text]);
    if (loaded.has(key)) return loaded.get(key);
    const result = collect(`${about} (${code.fileName})`, () => loadCode(code));
    loaded.set(key, result);
    return result;
  };

  const find = <T>(about: string, kind: string, named: Readonly<Record<string, T>>, name: string) =>
    collect(about, () => {
      const found = Object.hasOwn(named, name) ? named[name] : undefined;
      if (found === undefined) throw new Error(`there is no ${kind} '${name}'`);
      return found;
    });

  const loadedFunctions: Record<string, LoadedFunction> = {};
  const attempted: Record<string, true> = {};
  for (const [name, definition] of Object.entries(functions)) {
    attempted[name] = true;
    const about = `Function ${name}`;
    const dataSource = find(about, 'data source', dataSources, definition.dataSource);
    const code = load(about, definition.code);
    if (code && dataSource) loadedFunctions[name] = { name, code, dataSource };
  }

  const resolverOf = (field: string, definition: ResolverDefinition) => {
    const about = `Resolver ${field}`;
    const code = load(about, definition.code);
    if (definition.kind === 'UNIT') {
      const dataSource = find(about, 'data source', dataSources, definition.dataSource);
      return code && dataSource && { kind: 'UNIT' as const, code, dataSource };
    }
    if (definition.functions.length > maxFunctionsPerPipeline) {
      collect(about, () => {
        throw new Error(`A resolver can only be composed of ${maxFunctionsPerPipeline} functions.`);
      });
    }
    for (const name of definition.functions) find(about, 'function', attempted, name);
    const stages = definition.functions
      .map((name) => loadedFunctions[name])
      .filter((stage) => stage !== undefined);
    return code && { kind: 'PIPELINE' as const, code, functions: stages };
  };

  const result = new Map<string, LoadedResolver>();
  for (const [field, definition] of Object.entries(resolvers)) {
    const resolver = resolverOf(field, definition);
    if (resolver !== undefined) result.set(field, resolver);
  }
  if (errors.length > 0) throw new ApiCodeError(errors);
  return result;
};
