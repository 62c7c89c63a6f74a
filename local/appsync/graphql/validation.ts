import {
  specifiedRules,
  visit,
  visitInParallel,
  visitWithTypeInfo,
  GraphQLError,
  TypeInfo,
  ValidationContext,
  type ASTNode,
  type DocumentNode,
  type ValidationRule,
} from 'graphql';

import { locationOf, type WireError } from './errors';
import type { SchemaModel } from './schema';
import { queryPaths, translate } from './validationMessages';

/** Validation ends after so many errors: a document of errors is no way to keep the host busy. */
const maxErrors = 100;

/**
 * Validates a document by the rules of the GraphQL specification and tells of each breach in
 * graphql-java's words, which AppSync's are: `Validation error of type T: what @ 'where'`.
 */
export function validateDocument(
  { schema }: Pick<SchemaModel, 'schema'>,
  document: DocumentNode,
  introspection: boolean,
): readonly WireError[] {
  const paths = queryPaths(document);
  const errors: WireError[] = [];
  const report = (rule: string, error: GraphQLError) => {
    if (errors.length >= maxErrors) return;
    const { type, description, nodes } = translate(rule, error, schema);
    const path = nodes.map((node) => paths.get(node)).find((one) => one !== undefined);
    const where = path ? ` @ '${path}'` : '';
    errors.push({
      path: null,
      locations: nodes.flatMap((node) => locationOf(node) ?? []),
      message: `Validation error of type ${type}: ${description}${where}`,
    });
  };

  const typeInfo = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, typeInfo, () => undefined);
  const rules = introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  const visitors = rules.map((rule) => {
    const reportError = (error: GraphQLError) => report(rule.name, error);
    return rule(
      Object.create(context, { reportError: { value: reportError } }) as ValidationContext,
    );
  });
  visit(document, visitWithTypeInfo(typeInfo, visitInParallel(visitors)));
  return errors;
}

/** `introspectionConfig: DISABLED`: the two entry fields are undefined, `__typename` stays (configuration-limits). */
const noIntrospection: ValidationRule = function FieldsOnCorrectTypeRule(context) {
  return {
    Field(node) {
      const name = node.name.value;
      if (name !== '__schema' && name !== '__type') return;
      const nodes: readonly ASTNode[] = [node];
      context.reportError(new GraphQLError(`Cannot query field "${name}"`, { nodes }));
    },
  };
};
