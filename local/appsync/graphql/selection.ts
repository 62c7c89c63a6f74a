import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  print,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { getOrMake } from '../getOrMake.js';
import { ownValue, type Values } from './values.js';

/** A document's fragments by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Fields by response key, each with all its nodes, in the order of the query. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What decides which selections count: the document's fragments, and the variables of `@skip` and `@include`. */
export interface SelectionScope {
  readonly fragments: Fragments;
  readonly variables: Values;
}

/**
 * The fields that nodes select of an object of one type, with fragments merged and `@skip`
 * and `@include` applied. Without a type, every fragment counts, whatever its type condition.
 */
export function collectFields(
  { fragments, variables }: SelectionScope,
  nodes: readonly { readonly selectionSet?: SelectionSetNode }[],
  on?: { readonly schema: GraphQLSchema; readonly type: GraphQLCompositeType },
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();

  const applies = (condition: string | undefined) => {
    if (!on || condition === undefined || condition === on.type.name) return true;
    if (!isObjectType(on.type)) return false;
    const type = on.schema.getType(condition);
    return isAbstractType(type) && on.schema.isSubType(type, on.type);
  };
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        getOrMake(fields, responseKey(selection), () => []).push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet);
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
 * `author/name`. Parents come first, fragments are merged. Of an interface or union only its own
 * fields count, not those of fragments on its types (developer guide,
 * resolver-context-reference-js; aws-appsync-community issue 358).
 */
export function selectionSetList(
  scope: SelectionScope & { readonly schema: GraphQLSchema },
  nodes: readonly FieldNode[],
  fieldType: GraphQLOutputType,
): string[] {
  const { schema } = scope;
  const list: string[] = [];
  const walk = (parents: readonly FieldNode[], output: GraphQLOutputType, prefix: string) => {
    const type = getNamedType(output);
    if (!isCompositeType(type)) return;
    const fields = isUnionType(type) ? {} : type.getFields();
    for (const [key, children] of collectFields(scope, parents, { schema, type })) {
      list.push(prefix + key);
      const child = fields[children[0]?.name.value ?? ''];
      if (child) walk(children, child.type, `${prefix}${key}/`);
    }
  };
  walk(nodes, fieldType, '');
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
