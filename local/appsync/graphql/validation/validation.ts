import {
  Kind,
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  validate,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

import { locationsOf, type WireError } from '../errors.js';
import { AppSyncRuleError, appSyncRules, replacedRules } from './appSyncRules.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import { translate, type Parents } from './validationMessages.js';

/** Validation stops after this many errors. graphql-js also stops it when it takes too long. */
const maxErrors = 100;

/** Validation reports no further errors once their messages are this long; UTF-16 units. */
const maxErrorLength = 262_144;

interface ValidationOptions {
  /** Whether the API answers `__schema` and `__type`. */
  readonly introspection: boolean;
  /** Whether fields with the same response key are compared. Default: true. */
  readonly compareFields?: boolean;
}

/**
 * Validates a document by the rules of the GraphQL specification. The messages are those of
 * graphql-java, which AppSync runs: `Validation error of type T: what @ 'where'`. The wording is
 * that of its version 8, which fits the messages seen on AppSync ("Sub selection required for type
 * null of field …", "has an invalid value. …", no quotes around names). Rules that came to
 * graphql-java later are marked at their translation.
 */
export function validateDocument(
  { schema }: Pick<SchemaModel, 'schema'>,
  document: DocumentNode,
  { introspection, compareFields = true }: ValidationOptions,
): readonly WireError[] {
  const ruleOf = new Map<GraphQLError, string>();
  const rules = [
    ...specifiedRules.filter(
      (rule) =>
        !replacedRules.includes(rule.name) &&
        (compareFields || rule !== OverlappingFieldsCanBeMergedRule),
    ),
    ...appSyncRules(introspection),
  ].map((rule): ValidationRule => (context) => {
    const reportError = (error: GraphQLError) => {
      ruleOf.set(error, rule.name);
      context.reportError(error);
    };
    return rule(
      Object.create(context, { reportError: { value: reportError } }) as ValidationContext,
    );
  });
  const breaches = validate(schema, document, rules, { maxErrors });
  if (breaches.length === 0) return [];
  const parents = parentsOf(document);
  const errors: WireError[] = [];
  let length = 0;
  for (const breach of breaches) {
    const error = toWireError(breach, ruleOf.get(breach) ?? '', parents);
    errors.push(error);
    length += error.message.length;
    if (length > maxErrorLength) break;
  }
  return errors;
}

function toWireError(error: GraphQLError, rule: string, parents: Parents): WireError {
  const { type, description, nodes, at } =
    error instanceof AppSyncRuleError
      ? {
          type: error.type,
          description: error.message,
          nodes: error.nodes ?? [],
          at: error.nodes?.[0],
        }
      : translate(rule, error, parents);
  const path = pathTo(at, parents);
  return {
    path: null,
    locations: nodes.flatMap(locationsOf),
    message: `Validation error of type ${type}: ${description}${path ? ` @ '${path}'` : ''}`,
  };
}

function parentsOf(document: DocumentNode): Parents {
  const parents = new Map<ASTNode, ASTNode>();
  const ancestors: ASTNode[] = [];
  visit(document, {
    enter(node) {
      const parent = ancestors.at(-1);
      if (parent) parents.set(node, parent);
      ancestors.push(node);
    },
    leave() {
      ancestors.pop();
    },
  });
  return parents;
}

/** The names of the fields and fragments that lead to a node (without aliases). */
function pathTo(node: ASTNode | undefined, parents: Parents): string {
  const names: string[] = [];
  for (let one = node; one; one = parents.get(one)) {
    if (one.kind === Kind.FIELD || one.kind === Kind.FRAGMENT_DEFINITION) {
      names.push(one.name.value);
    }
  }
  return names.reverse().join('/');
}
