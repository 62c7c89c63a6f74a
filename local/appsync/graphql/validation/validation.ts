import {
  Kind,
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
import { translate } from './validationMessages.js';

/** Validation stops after this many errors. graphql-js also stops it when it takes too long. */
const maxErrors = 100;

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
  introspection: boolean,
): readonly WireError[] {
  const ruleOf = new Map<GraphQLError, string>();
  const rules = [
    ...specifiedRules.filter((rule) => !replacedRules.includes(rule.name)),
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
  const { paths, parents } = placesOf(document);
  return breaches.map((error) => {
    const rule = ruleOf.get(error) ?? '';
    const { type, description, nodes, at } =
      error instanceof AppSyncRuleError
        ? {
            type: error.type,
            description: error.message,
            nodes: error.nodes ?? [],
            at: error.nodes?.[0],
          }
        : translate(rule, error, parents);
    const path = at && paths.get(at);
    return {
      path: null,
      locations: nodes.flatMap(locationsOf),
      message: `Validation error of type ${type}: ${description}${path ? ` @ '${path}'` : ''}`,
    };
  });
}

/**
 * Maps each node to its parent, and to the names of the fields and fragments above it (without
 * aliases).
 */
function placesOf(document: DocumentNode) {
  const paths = new Map<ASTNode, string>();
  const parents = new Map<ASTNode, ASTNode>();
  const names: string[] = [];
  const ancestors: ASTNode[] = [];
  const isNamed = (node: ASTNode) =>
    node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION;
  visit(document, {
    enter(node) {
      const parent = ancestors.at(-1);
      if (parent) parents.set(node, parent);
      ancestors.push(node);
      if (isNamed(node) && 'name' in node && node.name?.kind === Kind.NAME)
        names.push(node.name.value);
      paths.set(node, names.join('/'));
    },
    leave(node) {
      ancestors.pop();
      if (isNamed(node)) names.pop();
    },
  });
  return { paths, parents };
}
