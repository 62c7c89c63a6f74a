import {
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';

export interface Translated {
  readonly type: string;
  readonly description: string;
  readonly nodes: readonly ASTNode[];
}

export function queryPaths(document: DocumentNode): ReadonlyMap<ASTNode, string> {
  const paths = new Map<ASTNode, string>();
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION)
        names.push(node.name.value);
      if (names.length > 0) paths.set(node, names.join('/'));
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
    },
  });
  return paths;
}

export function translate(rule: string, error: GraphQLError, _schema: GraphQLSchema): Translated {
  const nodes = error.nodes ?? [];
  if (rule === 'FieldsOnCorrectTypeRule') {
    const field = nodes[0] as FieldNode;
    const type = /on type "(\w+)"/.exec(error.message)?.[1] ?? 'Query';
    return {
      type: 'FieldUndefined',
      description: `Field '${field.name.value}' in type '${type}' is undefined`,
      nodes,
    };
  }
  return { type: rule.replace(/Rule$/, ''), description: error.message, nodes };
}
