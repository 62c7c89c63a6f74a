import { MalformedRequestError, unreadable } from '../graphql/errors.js';
import type { GraphQLRequest } from '../graphql/engine.js';
import { isObject } from '../jsonObject.js';

/**
 * Reads the body of a POST with any content type. Throws a `MalformedRequestError` with the messages
 * that the AppSync team quotes (graphql-over-http issue 81). Assumed: `variables` that are not an
 * object give the same error.
 */
export function parseBody(body: string): GraphQLRequest {
  if (body.trim() === '') throw new MalformedRequestError('Request body is empty.');
  return requestOf(parseJson(body));
}

/** Reads `query`, `variables` (as JSON) and `operationName` from the query string of a GET. */
export function parseQueryString(parameters: unknown): GraphQLRequest {
  const { query, variables, operationName } = parameters as Readonly<Record<string, unknown>>;
  if (query === undefined || query === '')
    throw new MalformedRequestError('Request body is empty.');
  return requestOf({
    query,
    operationName,
    variables: typeof variables === 'string' && variables !== '' ? parseJson(variables) : undefined,
  });
}

/** Rejects JSON that is nested too deeply to be serialized again: it could not be passed to a resolver. */
function parseJson(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    JSON.stringify(value);
    return value;
  } catch {
    throw unreadable();
  }
}

function requestOf(value: unknown): GraphQLRequest {
  if (!isObject(value)) throw unreadable();
  const { query, variables = null, operationName = null } = value;
  if (typeof query !== 'string' || query === '') throw unreadable();
  if (variables !== null && !isObject(variables)) throw unreadable();
  if (operationName !== null && typeof operationName !== 'string') throw unreadable();
  return { query, variables, operationName };
}
