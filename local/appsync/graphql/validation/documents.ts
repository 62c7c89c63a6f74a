import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

import { MalformedRequestError, requestError, RequestError, type WireError } from '../errors.js';
import { countExpandedFields } from './countExpandedFields.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Fragments } from '../selection.js';
import { validateDocument } from './validation.js';

/** Longer texts are not cached: 500 of them would keep half a gigabyte. */
const keptLength = 32_768;

/**
 * The host's own limit: 15,000 tokens of nested fragments can expand to more fields than fit in
 * memory.
 */
const maxFields = 100_000;

const tooManyFields = `The query asks for more than ${maxFields} fields once its fragments are spread out (this host's own limit, not AppSync's).`;

/** A query text, parsed and valid. */
export interface PreparedDocument {
  readonly fragments: Fragments;
  readonly operations: readonly OperationDefinitionNode[];
}

export interface DocumentOptions {
  readonly model: SchemaModel;
  readonly introspection: boolean;
  readonly maxTokens: number;
  /** How many texts the cache keeps. */
  readonly cacheSize?: number;
}

/**
 * Makes a function that parses and validates query texts, each text once. It throws a
 * `MalformedRequestError` for text that is not GraphQL, and a `RequestError` for a document that is
 * not valid.
 */
export function createDocuments({
  model,
  introspection,
  maxTokens,
  cacheSize = 500,
}: DocumentOptions) {
  const cache = new Map<string, PreparedDocument>();
  return (query: string): PreparedDocument => {
    const known = cache.get(query);
    if (known) return known;
    const document = parseQuery(query, maxTokens);
    const errors: readonly WireError[] = validateDocument(model, document, introspection);
    if (errors.length > 0) throw new RequestError(errors);
    const prepared = prepare(document);
    if (countExpandedFields(prepared) > maxFields) throw requestError(tooManyFields, null);
    if (query.length > keptLength) return prepared;
    const oldest = cache.size >= cacheSize ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(query, prepared);
    return prepared;
  };
}

/**
 * The AppSync team gives "Unable to parse GraphQL query." for `meow`, `{}`, `{}}` and `[]`
 * (graphql-over-http issue 81). For a text over the token quota the quotas page has the message.
 */
function parseQuery(query: string, maxTokens: number): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    // The nesting is too deep for the parser's stack.
    if (error instanceof RangeError) throw unreadable();
    if (!(error instanceof GraphQLError)) throw error;
    if (/more tha[nt] \d+ tokens/.test(error.message)) {
      throw new MalformedRequestError('Maximum char length exceeded');
    }
    throw unreadable();
  }
}

const unreadable = () => new MalformedRequestError('Unable to parse GraphQL query.');

function prepare(document: DocumentNode): PreparedDocument {
  const operations: OperationDefinitionNode[] = [];
  const fragments: Record<string, Fragments[string]> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return { operations, fragments };
}

/**
 * Selects the operation to run. What AppSync says about a missing or unknown name is not known; the
 * first wording was reported by others.
 */
export function selectOperation(
  { operations }: PreparedDocument,
  operationName: string | null | undefined,
): OperationDefinitionNode {
  if (!operationName) {
    const [operation] = operations;
    if (operation && operations.length === 1) return operation;
    throw new MalformedRequestError('Missing operation name.');
  }
  const operation = operations.find((one) => one.name?.value === operationName);
  if (!operation) throw new MalformedRequestError(`Unknown operation named '${operationName}'.`);
  return operation;
}
