import {
  isAbstractType,
  Kind,
  print,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { ownValue, type Values } from './values.js';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Fields by response key, each with all its nodes, in the order of the query. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What decides which selections count: the document's fragments, and the variables of `@skip` and `@include`. */
export interface SelectionScope {
  readonly fragments: Fragments;
  readonly variables: Values;
}

/**
 * The fields that a selection asks for on an object of one type, with fragments merged and `@skip`
 * and `@include` applied. Without a type, every fragment counts, whatever its type condition.
 */
export function collectFields(
  { fragments, variables }: SelectionScope,
  sets: readonly (SelectionSetNode | undefined)[],
  on?: { readonly schema: GraphQLSchema; readonly type: GraphQLObjectType },
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();

  const applies = (condition: string | undefined) => {
    if (!on || condition === undefined || condition === on.type.name) return true;
    const type = on.schema.getType(condition);
    return isAbstractType(type) && on.schema.isSubType(type, on.type);
  };
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  };
  sets.forEach(collect);
  return fields;
}

/** The name of a field in the response. */
export const responseKey = (node: FieldNode) => node.alias?.value ?? node.name.value;

function isIncluded(selection: SelectionNode, variables: Values): boolean {
  return (selection.directives ?? []).every((directive) => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return true;
    const value = directive.arguments?.find((one) => one.name.value === 'if')?.value;
    const condition =
      value?.kind === Kind.VARIABLE
        ? ownValue(variables, value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return (condition === true) === (name === 'include');
  });
}

/**
 * `ctx.info.selectionSetList`: every selected field as a path of response keys, such as
 * `author/name`. Parents come first, fragments are merged (developer guide,
 * resolver-context-reference-js).
 */
export function selectionSetList(scope: SelectionScope, nodes: readonly FieldNode[]): string[] {
  const list: string[] = [];
  const walk = (parents: readonly FieldNode[], prefix: string) => {
    const fields = collectFields(
      scope,
      parents.map((node) => node.selectionSet),
    );
    for (const [key, children] of fields) {
      list.push(prefix + key);
      walk(children, `${prefix}${key}/`);
    }
  };
  walk(nodes, '');
  return list;
}

/**
 * `ctx.info.selectionSetGraphQL`: the selection as written, with directives and fragment spreads,
 * indented by two. The guide's sample has a space after the dots of a named fragment.
 */
export function selectionSetGraphQL(node: FieldNode): string {
  if (!node.selectionSet) return '';
  return print(node.selectionSet).replace(/^( *)\.\.\.(?=[_A-Za-z])/gm, '$1... ');
}
