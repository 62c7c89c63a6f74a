import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

import {
  MalformedRequestError,
  requestError,
  RequestError,
  unreadable,
  type WireError,
} from '../errors.js';
import { ByteCache } from '../byteCache.js';
import { appSyncLimits } from '../limits.js';
import { Pacer } from '../pacer.js';
import { complexityProblem, hasFragmentCycle } from './complexity.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Fragments } from '../selection.js';
import { validateDocument } from './validation.js';

const { queryTokens } = appSyncLimits;

/** Memory of all cached documents, bytes. */
const cacheBytes = 16 * 1_024 * 1_024;

/** Memory of a parsed document for each of its tokens, bytes (measured: about 300). */
const bytesPerToken = 400;

/** A query text, parsed and valid. */
export interface PreparedDocument {
  readonly fragments: Fragments;
  readonly operations: readonly OperationDefinitionNode[];
}

interface DocumentOptions {
  readonly model: SchemaModel;
  readonly introspection: boolean;
}

/**
 * Makes a function that parses and validates query texts, each text once. It rejects with a
 * `MalformedRequestError` for text that is not GraphQL, and a `RequestError` for a document that is
 * not valid.
 */
export function createDocuments({ model, introspection }: DocumentOptions) {
  const cache = new ByteCache<PreparedDocument>(cacheBytes);
  return async (query: string): Promise<PreparedDocument> => {
    const known = cache.get(query);
    if (known) return known;
    const pacer = new Pacer();
    const document = parseQuery(query);
    const fragments = fragmentsOf(document);
    await pacer.turn();
    const errors = validateWithinLimits(model, document, fragments, introspection);
    await pacer.turn();
    if (errors.length > 0) throw new RequestError(errors);
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const prepared = { fragments, operations };
    cache.set(query, prepared, (document.tokenCount ?? queryTokens) * bytesPerToken);
    return prepared;
  };
}

/** Throws a `RequestError` for a document whose validation would take too much time or memory. */
function validateWithinLimits(
  model: SchemaModel,
  document: DocumentNode,
  fragments: Fragments,
  introspection: boolean,
): readonly WireError[] {
  try {
    const isCyclic = hasFragmentCycle(fragments);
    const problem = isCyclic ? undefined : complexityProblem(document, fragments);
    if (problem !== undefined) throw requestError(problem);
    return validateDocument(model, document, { introspection, compareFields: !isCyclic });
  } catch (error) {
    // Nested too deeply for the stack.
    if (error instanceof RangeError) throw unreadable();
    throw error;
  }
}

/**
 * The AppSync team gives "Unable to parse GraphQL query." for `meow`, `{}`, `{}}` and `[]`
 * (graphql-over-http issue 81). For a text over the token quota the quotas page has the message.
 */
function parseQuery(query: string): DocumentNode {
  try {
    const document = parse(query, { maxTokens: queryTokens });
    // graphql-js would search the whole text for the line of each error. `locationOf` needs no text.
    if (document.loc) document.loc.source.body = '';
    return document;
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

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

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
