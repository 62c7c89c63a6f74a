import { isListType, type ASTNode, type GraphQLOutputType } from 'graphql';

import { errorEntry } from '../errorEntry.js';
import type { ErrorEntry } from '../types.js';

/** A position in the query, in graphql-java's form. */
interface WireLocation {
  readonly line: number;
  readonly column: number;
  readonly sourceName: null;
}

export type Path = readonly (string | number)[];

/** Marks a value that could not be made and whose error is already listed. */
export const invalid = Symbol('invalid');

/**
 * One entry of `errors` in AppSync's form: keys at the top level, no `extensions`
 * (aws-appsync-community issues 71, 93 and 209). Errors of the request itself have only `path`,
 * `locations` and `message`.
 */
export interface WireError {
  readonly path: Path | null;
  readonly data?: unknown;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly locations: readonly WireLocation[] | null;
  readonly message: string;
}

/** The place where a node begins; none for a node without one. */
export function locationsOf({ loc }: ASTNode): WireLocation[] {
  if (!loc) return [];
  // The lexer knows it. `getLocation` would read the text from its beginning for each error.
  const { line, column } = loc.startToken;
  return [{ line, column, sourceName: null }];
}

/** An error that a resolver raised. */
export function fieldError(error: ErrorEntry, path: Path, node: ASTNode): WireError {
  return {
    path,
    data: error.data ?? null,
    errorType: error.errorType,
    errorInfo: error.errorInfo ?? null,
    locations: locationsOf(node),
    message: error.message,
  };
}

/** An error that the engine itself raises at a field. */
export function typedError(
  { errorType, message }: { readonly errorType: string; readonly message: string },
  path: Path,
  node: ASTNode,
): WireError {
  return fieldError(errorEntry(errorType, message), path, node);
}

/**
 * A null at a non-null place (aws-appsync-community issue 191). Lists have no name in graphql-java:
 * AppSync writes `'null'` for them.
 */
export const nullText = (type: GraphQLOutputType, parentName: string, path: Path) =>
  `Cannot return null for non-nullable type: '${isListType(type) ? 'null' : String(type)}' within parent '${parentName}' (${pathText(path)})`;

/** A scalar or enum that cannot be serialized (aws-amplify/amplify-js issue 5963). */
export const serializationText = (reason: string, path: Path) =>
  `Can't serialize value (${pathText(path)}) : ${reason}`;

/**
 * A value that is not the list or object that the schema wants (developer guide, troubleshooting).
 */
export const mismatchText = (kind: 'LIST' | 'OBJECT', path: Path) =>
  `Can't resolve value (${pathText(path)}) : type mismatch error, expected type ${kind}`;

/** A path in graphql-java's form: `/searchAll[0]/trim`. */
function pathText(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${step}`)).join('');
}

/**
 * Refuses the whole request with HTTP 200: it is not valid against the schema, or a variable does
 * not fit its type.
 */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(readonly errors: readonly WireError[]) {
    super(errors.map((error) => error.message).join('\n'));
  }
}

/** A `RequestError` with one entry. */
export function requestError(
  message: string,
  locations: readonly WireLocation[] | null = null,
): RequestError {
  return new RequestError([{ path: null, locations, message }]);
}

/**
 * The response cannot be made at all: HTTP 400 with this type, also where other fields succeeded
 * (advancedweb.hu, how-to-resolve-interfaces-and-union-types-in-appsync).
 */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
  readonly errorType = 'BadRequestException';
  readonly statusCode = 400;
}

/**
 * The value of an interface or union has no type. The message for a missing `__typename`, with its
 * stray quote, was seen on AppSync. That a `__typename` which fits no type gives it too is assumed.
 */
export const unresolvedType = (typeName: string) =>
  new BadRequestError(
    `Could not determine the exact type of ${typeName}. Missing __typename key on value.'`,
  );

/**
 * The request cannot be read: HTTP 400 with this type and message (graphql-over-http issue 81,
 * written by the AppSync team).
 */
export class MalformedRequestError extends Error {
  override readonly name = 'MalformedRequestError';
  readonly errorType = 'MalformedHttpRequestException';
  readonly statusCode = 400;
}

/** The answer to what is no GraphQL request (the same issue). */
export const unreadable = () => new MalformedRequestError('Unable to parse GraphQL query.');
