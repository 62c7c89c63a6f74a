import { Kind, type ASTNode, type GraphQLError } from 'graphql';

import { conflictText, named } from './conflictText.js';

/** By a node, the node around it. */
export type Parents = ReadonlyMap<ASTNode, ASTNode>;

/** A violation of a rule in graphql-java's words. */
interface Translated {
  /** graphql-java's ValidationErrorType. */
  readonly type: string;
  readonly description: string;
  readonly nodes: readonly ASTNode[];
  /** The node whose path follows the message's `@`. Without it there is no `@`. */
  readonly at: ASTNode | undefined;
}

interface Breach {
  /** The message of graphql-js. */
  readonly message: string;
  readonly nodes: readonly ASTNode[];
  /** The names in double quotes in the message, in order. */
  readonly quoted: readonly string[];
}

type Translation = (
  breach: Breach,
) => Omit<Translated, 'nodes' | 'at'> & { readonly nodes?: readonly ASTNode[] };

const simple =
  (type: string, describe: (...names: string[]) => string): Translation =>
  ({ quoted }) => ({ type, description: describe(...quoted) });

/** Removes the sign of `$name` and `@name`. */
const bare = (name: string) => name.replace(/^[$@]/, '');

const onlyOne = (type: string, what: string): Translation =>
  simple(type, (name = '') => `There can be only one ${what} named '${bare(name)}'`);

/**
 * By the rule of graphql-js. Rules marked "later" are not in graphql-java 8, and whether AppSync
 * has them is not known. They have the type and words of the later version that brought them.
 */
const translations: Readonly<Record<string, Translation>> = {
  FieldsOnCorrectTypeRule: simple(
    'FieldUndefined',
    (field, type) => `Field '${field}' in type '${type}' is undefined`,
  ),
  FragmentsOnCompositeTypesRule: ({ message, quoted: [first = ''] }) =>
    message.startsWith(`Fragment "${first}" cannot condition`)
      ? {
          type: 'FragmentTypeConditionInvalid',
          description: 'Fragment type condition is invalid, must be on Object/Interface/Union',
        }
      : {
          type: 'InlineFragmentTypeConditionInvalid',
          description:
            'Inline fragment type condition is invalid, must be on Object/Interface/Union',
        },
  KnownArgumentNamesRule: ({ message, quoted: [name = ''] }) =>
    message.includes(' on directive ')
      ? { type: 'UnknownDirective', description: `Unknown directive argument ${name}` }
      : { type: 'UnknownArgument', description: `Unknown field argument ${name}` },
  KnownDirectivesRule: ({ message, quoted: [name = ''] }) =>
    message.startsWith('Unknown')
      ? { type: 'UnknownDirective', description: `Unknown directive ${bare(name)}` }
      : { type: 'MisplacedDirective', description: `Directive ${bare(name)} not allowed here` },
  KnownFragmentNamesRule: simple('UndefinedFragment', (name) => `Undefined fragment ${name}`),
  KnownTypeNamesRule: simple('UnknownType', (name) => `Unknown type ${name}`),
  NoFragmentCyclesRule: simple('FragmentCycle', () => 'Fragment cycles not allowed'),
  NoUndefinedVariablesRule: ({ quoted: [name = ''], nodes }) => ({
    type: 'UndefinedVariable',
    description: `Undefined variable ${bare(name)}`,
    nodes: nodes.slice(0, 1),
  }),
  NoUnusedFragmentsRule: simple('UnusedFragment', (name) => `Unused fragment ${name}`),
  NoUnusedVariablesRule: simple('UnusedVariable', (name = '') => `Unused variable ${bare(name)}`),
  OverlappingFieldsCanBeMergedRule: ({ message }) => ({
    type: 'FieldsConflict',
    description: conflictText(message),
  }),
  PossibleFragmentSpreadsRule: ({ quoted, nodes: [node] }) => {
    const types = quoted.slice(-2);
    const named = node?.kind === Kind.FRAGMENT_SPREAD ? `Fragment ${node.name.value}` : 'Fragment';
    return {
      type: 'InvalidFragmentType',
      description: `${named} cannot be spread here as objects of type ${types[0]} can never be of type ${types[1]}`,
    };
  },
  ProvidedRequiredArgumentsRule: ({ quoted: [first = '', second = ''] }) =>
    first.startsWith('@')
      ? { type: 'MissingDirectiveArgument', description: `Missing directive argument ${second}` }
      : { type: 'MissingFieldArgument', description: `Missing field argument ${second}` },
  ScalarLeafsRule: ({ message, quoted: [field = '', type = ''] }) =>
    message.includes('must not have')
      ? {
          type: 'SubSelectionNotAllowed',
          description: `Sub selection not allowed on leaf type ${named(type)} of field ${field}`,
        }
      : {
          type: 'SubSelectionRequired',
          description: `Sub selection required for type ${named(type)} of field ${field}`,
        },
  VariablesAreInputTypesRule: simple('NonInputTypeOnVariable', () => 'Wrong type for a variable'),
  VariablesInAllowedPositionRule: ({ quoted, nodes }) => ({
    type: 'VariableTypeMismatch',
    description: `Variable type '${quoted[1]}' doesn't match expected type '${quoted[2]}'`,
    nodes: nodes.slice(-1),
  }),
  // later
  MaxIntrospectionDepthRule: simple('FieldUndefined', () => 'Introspection is nested too deeply'),
  ExecutableDefinitionsRule: simple(
    'NonExecutableDefinition',
    (name = 'schema') => `The ${name} definition is not executable.`,
  ),
  SingleFieldSubscriptionsRule: ({ message, quoted: [name = 'null'] }) => ({
    type: message.includes('introspection')
      ? 'SubscriptionIntrospectionRootField'
      : 'SubscriptionMultipleRootFields',
    description: message.includes('introspection')
      ? `Subscription operation '${name}' root field cannot be an introspection field`
      : `Subscription operation '${name}' must have exactly one root field`,
  }),
  UniqueArgumentNamesRule: onlyOne('DuplicateArgumentNames', 'argument'),
  UniqueDirectivesPerLocationRule: simple(
    'DuplicateDirectiveName',
    (name = '') =>
      `Directives must be uniquely named within a location. The directive '${bare(name)}' is not unique.`,
  ),
  UniqueFragmentNamesRule: onlyOne('DuplicateFragmentName', 'fragment'),
  UniqueInputFieldNamesRule: onlyOne('UniqueObjectFieldName', 'field'),
  UniqueOperationNamesRule: onlyOne('DuplicateOperationName', 'operation'),
  UniqueVariableNamesRule: onlyOne('DuplicateVariableName', 'variable'),
};

/** graphql-java checks these rules without the names of the path, so their message has no `@`. */
const withoutPath = new Set([
  'NoUnusedFragmentsRule',
  'NoUnusedVariablesRule',
  'UniqueFragmentNamesRule',
  'UniqueOperationNamesRule',
]);

/** Translates a violation of one of graphql-js's rules into graphql-java's terms. */
export function translate(rule: string, error: GraphQLError, parents: Parents): Translated {
  const nodes = (error.nodes ?? []).map((node) => wholeNode(node, parents));
  const quoted = [...error.message.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  const breach = { message: error.message, nodes, quoted };
  const translated = translations[rule]?.(breach) ?? {
    type: 'MaxValidationErrorsReached',
    description: error.message,
  };
  const [node] = translated.nodes ?? nodes;
  // A conflict is found at the selection set that has both fields.
  const at = rule === 'OverlappingFieldsCanBeMergedRule' && node ? parents.get(node) : node;
  return { nodes, ...translated, at: withoutPath.has(rule) ? undefined : at };
}

/** graphql-js points at a name, a type or a selection set. graphql-java points at its parent. */
function wholeNode(node: ASTNode, parents: Parents): ASTNode {
  const parent = parents.get(node);
  const isPart =
    node.kind === Kind.NAME ||
    node.kind === Kind.SELECTION_SET ||
    (node.kind === Kind.NAMED_TYPE &&
      (parent?.kind === Kind.INLINE_FRAGMENT || parent?.kind === Kind.FRAGMENT_DEFINITION));
  return isPart && parent ? parent : node;
}
