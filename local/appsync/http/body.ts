import { MalformedRequestError } from '../graphql/errors.js';
import type { GraphQLRequest } from '../graphql/engine.js';

/**
 * Reads the body of a POST, whatever its content type says. Throws a `MalformedRequestError` with
 * the AppSync team's messages (graphql-over-http issue 81). That `variables` of another type than
 * object make the same error is assumed.
 */
export function parseBody(body: Buffer | undefined): GraphQLRequest {
  if (!body || body.toString('utf8').trim() === '') {
    throw new MalformedRequestError('Request body is empty.');
  }
  return requestOf(parseJson(body.toString('utf8')));
}

/** Reads `query`, `variables` (as JSON) and `operationName` from the query string of a GET. */
export function parseQueryString(parameters: Readonly<Record<string, unknown>>): GraphQLRequest {
  const { query, variables, operationName } = parameters;
  if (query === undefined || query === '')
    throw new MalformedRequestError('Request body is empty.');
  return requestOf({
    query,
    operationName,
    variables: typeof variables === 'string' && variables !== '' ? parseJson(variables) : undefined,
  });
}

/** Whatever is nested too deeply to be written out again cannot be handed to a resolver either. */
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

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unreadable = () => new MalformedRequestError('Unable to parse GraphQL query.');
