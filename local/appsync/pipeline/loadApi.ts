import type {
  Code,
  DataSource,
  FunctionDefinition,
  LoadedCode,
  ResolverDefinition,
} from '../types.js';
import type { LambdaSettings } from '../lambdaSettings.js';
import { maxFunctionsPerPipeline } from '../runtime/limits.js';

export type LoadCode = (code: Code) => LoadedCode;

export interface ApiCode {
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  readonly resolvers: Readonly<Record<string, ResolverDefinition>>;
  readonly dataSources: Readonly<Record<string, DataSource>>;
}

interface LoadedFunction {
  readonly name: string;
  readonly code: LoadedCode;
  readonly dataSource: DataSource;
  readonly settings: LambdaSettings;
}

export type LoadedResolver =
  | ({ readonly kind: 'UNIT' } & Omit<LoadedFunction, 'name'>)
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
 * Loads the code of all functions and resolvers, each text once. Throws an `ApiCodeError` with every
 * problem. Each names its field or function; errors of code that several share are named once.
 */
export const loadApi = (api: ApiCode, loadCode: LoadCode): ReadonlyMap<string, LoadedResolver> =>
  new Loader(api, loadCode).load();

class Loader {
  readonly #api: ApiCode;
  readonly #loadCode: LoadCode;
  readonly #errors: Error[] = [];
  /** By file and text; undefined for code with errors. */
  readonly #codes = new Map<string, LoadedCode | undefined>();

  constructor(api: ApiCode, loadCode: LoadCode) {
    this.#api = api;
    this.#loadCode = loadCode;
  }

  load(): ReadonlyMap<string, LoadedResolver> {
    const functions: Record<string, LoadedFunction> = {};
    for (const [name, { code, dataSource, ...settings }] of Object.entries(this.#api.functions)) {
      const about = `Function ${name}`;
      const source = this.#find(about, 'data source', this.#api.dataSources, dataSource);
      const loaded = this.#load(about, code);
      if (loaded && source) functions[name] = { name, code: loaded, dataSource: source, settings };
    }
    const resolvers = new Map<string, LoadedResolver>();
    for (const [field, definition] of Object.entries(this.#api.resolvers)) {
      const resolver = this.#resolver(field, definition, functions);
      if (resolver !== undefined) resolvers.set(field, resolver);
    }
    if (this.#errors.length > 0) throw new ApiCodeError(this.#errors);
    return resolvers;
  }

  #resolver(
    field: string,
    definition: ResolverDefinition,
    functions: Readonly<Record<string, LoadedFunction>>,
  ): LoadedResolver | undefined {
    const about = `Resolver ${field}`;
    const code = this.#load(about, definition.code);
    if (definition.kind === 'UNIT') {
      const { dataSource: name, maxBatchSize, isDirect } = definition;
      const dataSource = this.#find(about, 'data source', this.#api.dataSources, name);
      const settings = { maxBatchSize, isDirect };
      return code && dataSource && { kind: 'UNIT', code, dataSource, settings };
    }
    if (definition.functions.length > maxFunctionsPerPipeline) {
      this.#collect(about, () => {
        throw new Error(`A resolver can only be composed of ${maxFunctionsPerPipeline} functions.`);
      });
    }
    // A function that has an error of its own is there: that error is listed already.
    for (const name of definition.functions) {
      this.#find(about, 'function', this.#api.functions, name);
    }
    const stages = definition.functions
      .map((name) => functions[name])
      .filter((stage) => stage !== undefined);
    return code && { kind: 'PIPELINE', code, functions: stages };
  }

  #load(about: string, code: Code): LoadedCode | undefined {
    const key = JSON.stringify([code.fileName, code.text]);
    if (this.#codes.has(key)) return this.#codes.get(key);
    const loaded = this.#collect(`${about} (${code.fileName})`, () => this.#loadCode(code));
    this.#codes.set(key, loaded);
    return loaded;
  }

  #find<T>(
    about: string,
    kind: string,
    named: Readonly<Record<string, T>>,
    name: string,
  ): T | undefined {
    return this.#collect(about, () => {
      const found = Object.hasOwn(named, name) ? named[name] : undefined;
      if (found === undefined) throw new Error(`there is no ${kind} '${name}'`);
      return found;
    });
  }

  /** Runs `make` and keeps what it throws, under the name of what it is about. */
  #collect<T>(about: string, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#errors.push(new Error(`${about}: ${message}`, { cause: error }));
      return undefined;
    }
  }
}
