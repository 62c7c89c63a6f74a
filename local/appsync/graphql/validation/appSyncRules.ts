import {
  GraphQLError,
  isInputType,
  isNonNullType,
  isWrappingType,
  Kind,
  typeFromAST,
  type ASTNode,
  type GraphQLInputType,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

import { literalText } from '../../schema/javaText.js';
import { argumentProblemText, literalProblem } from './literals.js';

/** A violation that is already in graphql-java's words. */
export class AppSyncRuleError extends GraphQLError {
  constructor(
    readonly type: string,
    description: string,
    node: ASTNode,
  ) {
    super(description, { nodes: [node] });
  }
}

const report = (context: ValidationContext, type: string, description: string, node: ASTNode) =>
  context.reportError(new AppSyncRuleError(type, description, node));

/** Replaces graphql-js's ValuesOfCorrectType: it knows the AWS scalars and graphql-java's words. */
const argumentsOfCorrectType: ValidationRule = (context) => ({
  Argument(node) {
    const type = context.getInputType();
    const problem = type && literalProblem(node.value, type);
    if (problem) report(context, 'WrongType', argumentProblemText(node.name.value, problem), node);
  },
});

/**
 * Checks defaults of variables. That a non-null variable may have none is a rule of graphql-java 8;
 * it was not seen on AppSync.
 */
const defaultsOfCorrectType: ValidationRule = (context) => ({
  VariableDefinition(node) {
    const type = typeFromAST(context.getSchema(), node.type);
    if (!node.defaultValue || !isInputType(type)) return;
    if (isNonNullType(type)) {
      report(context, 'DefaultForNonNullArgument', 'Missing value for non null type', node);
    }
    if (!literalProblem(node.defaultValue, type)) return;
    const text = `Bad default value ${literalText(node.defaultValue)} for type ${javaName(type)}`;
    report(context, 'BadValueForDefaultArg', text, node);
  },
});

/** Lists and non-nulls have no name in graphql-java. */
const javaName = (type: GraphQLInputType) => (isWrappingType(type) ? 'null' : type.name);

const loneAnonymousOperation: ValidationRule = (context) => ({
  Document(document) {
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const firstAnonymous = operations.findIndex((one) => !one.name);
    operations.forEach((operation, index) => {
      const name = operation.name?.value;
      const text =
        name === undefined
          ? index > 0 && 'Anonymous operation with other operations.'
          : firstAnonymous >= 0 &&
            firstAnonymous < index &&
            `Operation ${name} is following anonymous operation.`;
      if (text) report(context, 'LoneAnonymousOperationViolation', text, operation);
    });
  },
});

/**
 * `introspectionConfig: DISABLED`: `__schema` and `__type` are undefined, `__typename` stays
 * (configuration-limits).
 */
const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    if (name !== '__schema' && name !== '__type') return;
    const typeName = context.getParentType()?.name ?? 'Query';
    report(context, 'FieldUndefined', `Field '${name}' in type '${typeName}' is undefined`, node);
  },
});

/** AppSync's own rules. They replace graphql-js's rules of the same purpose. */
export const appSyncRules = (introspection: boolean): readonly ValidationRule[] => [
  argumentsOfCorrectType,
  defaultsOfCorrectType,
  loneAnonymousOperation,
  ...(introspection ? [] : [noIntrospection]),
];

/** The rules of graphql-js that `appSyncRules` replace. */
export const replacedRules: readonly string[] = [
  'ValuesOfCorrectTypeRule',
  'LoneAnonymousOperationRule',
];
