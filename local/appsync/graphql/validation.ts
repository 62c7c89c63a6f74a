import {
  Kind,
  specifiedRules,
  TypeInfo,
  ValidationContext,
  visit,
  visitInParallel,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
} from 'graphql';

import { locationsOf, type WireError } from './errors';
import { OwnRuleError, ownRules, replacedRules } from './ownRules';
import type { SchemaModel } from './schema';
import { translate } from './validationMessages';

/** Validation ends after so many errors: a document of errors is no way to keep the host busy. */
const maxErrors = 100;

/**
 * Validates a document by the rules of the GraphQL specification and tells of each breach in the
 * words of graphql-java, which AppSync runs: `Validation error of type T: what @ 'where'`. The
 * wording is that of its version 8, to which what was seen on the service fits ("Sub selection
 * required for type null of field …", "has an invalid value. …", no quotes around names); rules
 * that came to graphql-java later are marked at their translation.
 */
export function validateDocument(
  { schema }: Pick<SchemaModel, 'schema'>,
  document: DocumentNode,
  introspection: boolean,
): readonly WireError[] {
  const { paths, parents } = placesOf(document);
  const errors: WireError[] = [];
  const report = (rule: string, error: GraphQLError) => {
    if (errors.length >= maxErrors) return;
    const { type, description, nodes, at } =
      error instanceof OwnRuleError
        ? {
            type: error.type,
            description: error.message,
            nodes: error.nodes ?? [],
            at: error.nodes?.[0],
          }
        : translate(rule, error, parents);
    const path = at && paths.get(at);
    errors.push({
      path: null,
      locations: nodes.flatMap(locationsOf),
      message: `Validation error of type ${type}: ${description}${path ? ` @ '${path}'` : ''}`,
    });
  };

  const typeInfo = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, typeInfo, () => undefined);
  const rules = [
    ...specifiedRules.filter((rule) => !replacedRules.includes(rule.name)),
    ...ownRules(introspection),
  ];
  const visitors = rules.map((rule) => {
    const reportError = (error: GraphQLError) => report(rule.name, error);
    return rule(
      Object.create(context, { reportError: { value: reportError } }) as ValidationContext,
    );
  });
  visit(document, visitWithTypeInfo(typeInfo, visitInParallel(visitors)));
  return errors;
}

/** For every node the names of the fields and fragments that lead to it (no aliases), and its parent. */
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
