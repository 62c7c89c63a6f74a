/**
 * What other projects import as `appsync-direct-messages/host`; see docs/host.md. Types only, and
 * complete by themselves: the package holds the host as JavaScript, with this file beside it.
 */
import type { Logger } from 'pino';
import type { AuthType, Identity } from './appsync/auth/caller.js';

/** An API by its schema and manifest. */
export interface SchemaSource {
  /** File with the SDL. */
  readonly schema: string;
  /** File with the manifest. */
  readonly manifest: string;
}

/** An API by the templates that deploy it. */
export interface TemplateSource {
  /** Templates, and folders that `cdk synth` wrote. */
  readonly templates: readonly string[];
  /** Values of parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The logical id of the API, where there are several. */
  readonly api?: string | undefined;
  /** A manifest that adds users, keys and values. */
  readonly manifest?: string | undefined;
}

export interface ServedApiOptions {
  /** On 127.0.0.1. 0, the default: any free port. */
  readonly port?: number;
  /** Where tables, users and keys are kept. If left out: in memory. */
  readonly dataDirectory?: string;
  /**
   * The endpoint of a running DynamoDB. If left out, the host starts an engine where there are
   * tables.
   */
  readonly dynamodbEndpoint?: string;
  /** The engine to start. If left out: dynoxide where it is installed, else DynamoDB Local. */
  readonly engine?: 'dynoxide' | 'dynamodb-local';
  /** What HTTP data sources may call; without a port, the scheme's own. If left out: nothing. */
  readonly allowHttp?:
    | readonly { readonly hostname: string; readonly port: number | undefined }[]
    | undefined;
  /** If left out, nothing is logged. */
  readonly log?: Logger;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

/** What a client needs to know, as served at `/config.json`. */
export interface ApiConfig {
  /** Goes unchanged into `Amplify.configure()` of aws-amplify 6. */
  readonly amplify: {
    readonly API: {
      readonly GraphQL: {
        readonly endpoint: string;
        readonly region: string;
        readonly defaultAuthMode: 'apiKey' | 'userPool' | 'iam' | 'oidc' | 'lambda';
        readonly apiKey?: string;
      };
    };
    readonly Auth?: {
      readonly Cognito: {
        readonly userPoolId: string;
        readonly userPoolClientId: string;
        readonly userPoolEndpoint: string;
      };
    };
  };
  readonly region: string;
}

/** What signs requests under `AWS_IAM`. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An API that is served. */
export interface ServedApi {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** As served at `/config.json`. */
  readonly config: ApiConfig;
  /** How many sockets are open. */
  readonly connections: number;
  /** Of templates whose API has `AWS_IAM`: what the host's own caller signs with. */
  readonly credentials?: SigningKey | undefined;
  /** The same of the manifest's callers, by name. */
  readonly callers?: Readonly<Record<string, SigningKey>>;
  /** Resolves when DynamoDB has ended for good: the host cannot serve any more. */
  readonly lost: Promise<Error>;
  /**
   * Reads the code's files again and swaps the code. Rejects and keeps the old code when the new
   * code is invalid, or when something else has changed, which needs a new start.
   */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves an API in this process, on 127.0.0.1, until `stop`.
 *
 * Rejects with an Error whose message says what to do, a line for each problem, or with the
 * signal's reason; whatever was started by then is stopped.
 */
export declare function startHost(
  options: ServedApiOptions & (SchemaSource | TemplateSource),
): Promise<ServedApi>;

export interface EvaluateOptions {
  /** The code as it is deployed: its text, or the file that has it. */
  readonly code: string | { readonly file: string };
  /** Which handler to run. */
  readonly function: 'request' | 'response';
  /** What differs from an empty context. */
  readonly context?: {
    /** `arguments` is the same. */
    readonly args?: Record<string, unknown>;
    readonly arguments?: Record<string, unknown>;
    readonly identity?: Identity | null;
    readonly source?: unknown;
    readonly stash?: Record<string, unknown>;
    readonly result?: unknown;
    readonly prev?: { result: unknown };
    readonly error?: { message: string; type: string };
    readonly request?: {
      headers: Record<string, string | readonly string[]>;
      domainName: string | null;
    };
    readonly info?: {
      fieldName: string;
      parentTypeName: string;
      variables: Record<string, unknown>;
      selectionSetList: string[];
      selectionSetGraphQL: string;
    };
    readonly env?: Readonly<Record<string, string>>;
  };
  /** `util.authType()`. Default: a user-pool caller. */
  readonly authType?: AuthType;
  /** The clock of `util.time` and `util.autoUlid`, epoch milliseconds. Default: the machine's. */
  readonly now?: () => number;
}

/** What EvaluateCode answers, with values in the place of JSON texts. */
export interface EvaluatedCode {
  /** What the handler returned; undefined where it ended with an error. */
  readonly evaluationResult?: unknown;
  /** `runtime.earlyReturn` ended it; `END` skips the rest of the pipeline. */
  readonly earlyReturn?: 'END' | 'NEXT';
  /** `util.error`, `util.unauthorized`, or a fault of the code; or `codeErrors` where AppSync would refuse it. */
  readonly error?: {
    readonly message: string;
    readonly errorType?: string | null;
    readonly data?: unknown;
    readonly errorInfo?: unknown;
    readonly codeErrors?: readonly {
      readonly fileName: string;
      readonly line: number;
      readonly column: number;
      readonly rule: string;
      readonly message: string;
    }[];
  };
  /** `util.appendError`, in order. */
  readonly outErrors: readonly {
    readonly message: string;
    readonly errorType: string | null;
    readonly data: unknown;
    readonly errorInfo: unknown;
  }[];
  readonly stash: Readonly<Record<string, unknown>>;
  /** What `console` printed. */
  readonly logs: readonly string[];
  /** Subscription filters, invalidations and response headers. */
  readonly extensions: object;
}

/**
 * Evaluates one handler of a resolver or function, offline, as the AppSync API's EvaluateCode does:
 * for unit tests. The code is checked as at deployment; it runs in the same runtime as on the host.
 * Never throws because of the code.
 *
 * @throws Error when a file cannot be read
 */
export declare function evaluate(options: EvaluateOptions): EvaluatedCode;
