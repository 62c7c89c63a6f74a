import { parse, type AnyNode, type Identifier, type Literal, type Program } from 'acorn';

/** All forms of functions, by acorn's names. */
export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

/** Parses a module; throws acorn's SyntaxError with `loc`. */
export function parseModule(text: string): Program {
  return parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    allowHashBang: false,
  });
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The nodes directly below `node`, in the order of the text. */
export function children(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  for (const name in node) {
    const value: unknown = node[name as keyof AnyNode];
    if (Array.isArray(value)) found.push(...(value as unknown[]).filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

/** A node and its place in the tree. */
export interface Place {
  readonly node: AnyNode;
  /** The node around it. Undefined for the program. */
  readonly around: Place | undefined;
}

/** Every node of a tree, each before those below it. */
export function places(tree: Program): Place[] {
  const found: Place[] = [{ node: tree, around: undefined }];
  const descend = (around: Place): void => {
    for (const node of children(around.node)) {
      const place = { node, around };
      found.push(place);
      descend(place);
    }
  };
  descend(found[0]!);
  return found;
}

export const isFunction = (node: AnyNode | null | undefined): node is FunctionNode =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';

/**
 * The name of a member access or a property, where the text has it. Undefined where it is computed.
 */
export function staticName(key: AnyNode, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) {
    return key.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

/** A name in the list of an import or export. */
export const moduleName = (node: Identifier | Literal): string =>
  node.type === 'Identifier' ? node.name : String(node.value);

/** `a.b.c` as its first identifier and the names after it. Undefined for any other expression. */
export function memberPath(node: AnyNode): { root: Identifier; names: string[] } | undefined {
  if (node.type === 'Identifier') return { root: node, names: [] };
  if (node.type === 'ChainExpression') return memberPath(node.expression);
  if (node.type !== 'MemberExpression') return undefined;
  const name = staticName(node.property, node.computed);
  const base = memberPath(node.object);
  if (name === undefined || !base) return undefined;
  return { root: base.root, names: [...base.names, name] };
}
