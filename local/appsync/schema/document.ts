import {
  getLocation,
  isTypeDefinitionNode,
  isTypeSystemExtensionNode,
  Kind,
  parse,
  print,
  Source,
  visit,
  type ASTNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLError,
} from 'graphql';

import { appSyncDefinitions } from './directives.js';
import { SchemaError, type SchemaNotice } from './errors.js';

/** A schema document that AppSync would read, and what it would ignore in it. */
interface SchemaDocument {
  readonly document: DocumentNode;
  readonly warnings: readonly SchemaNotice[];
}

/** A message with the place of a node. */
export function noticeAt(node: ASTNode | undefined, message: string): SchemaNotice {
  const start = node?.loc?.startToken;
  return start ? { message, line: start.line, column: start.column } : { message };
}

/** A message of graphql-js with the place that it names. */
export function noticeOf(error: unknown): SchemaNotice {
  const message = error instanceof Error ? error.message : String(error);
  // Not by `instanceof`: a bundler can give the validator of SDL a second copy of graphql-js.
  const { locations } = error as Partial<GraphQLError>;
  const [place] = locations ?? [];
  return place ? { message, line: place.line, column: place.column } : { message };
}

/**
 * Parses an SDL text. Throws a `SchemaError` for text that is not SDL and for definitions that
 * AppSync refuses.
 *
 * Default values of arguments and input fields are removed: AppSync accepts them in the schema and
 * never passes them to a resolver (aws-appsync-community issues 59 and 271). Directives that AppSync
 * does not know, or not at that place, are removed too: it accepts and ignores them.
 */
export function readDocument(sdl: string): SchemaDocument {
  const parsed = parseSdl(withoutSemicolons(sdl));
  const problems = [...extensions(parsed), ...duplicates(parsed), ...customScalars(parsed)];
  if (problems.length > 0) throw new SchemaError(problems);
  const warnings = semicolonWarnings(sdl);
  const known = directivePlaces(parsed);
  const document = visit(parsed, {
    InputValueDefinition: (definition) => ({ ...definition, defaultValue: undefined }),
    Directive: {
      enter(node, _key, _parent, _path, ancestors) {
        const holder = holderOf(ancestors);
        const warning = holder && directiveWarning(node, holder, known);
        if (warning === undefined) return undefined;
        if (warning !== '') warnings.push(noticeAt(node, warning));
        return null;
      },
    },
  });
  return { document, warnings };
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    throw new SchemaError([noticeOf(error)]);
  }
}

/** A semicolon, or what may hold one that counts: a block string, a string, a comment. */
const semicolons = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|;/g;

/**
 * AppSync deploys a schema with `;` behind its fields (aws-samples/serverless-patterns,
 * appsync-subscription-filter-cdk, with pictures of it at work): the lexer of early graphql-java drops
 * what begins no token. Of other characters, and of operations, that is not known.
 */
const withoutSemicolons = (sdl: string): string =>
  sdl.replace(semicolons, (text) => (text === ';' ? ' ' : text));

/** One warning, at the first of them. */
function semicolonWarnings(sdl: string): SchemaNotice[] {
  const first = [...sdl.matchAll(semicolons)].find(([text]) => text === ';');
  if (!first) return [];
  const { line, column } = getLocation(new Source(sdl), first.index);
  return [
    { message: 'AppSync ignores `;`, which is not GraphQL: other tools refuse it.', line, column },
  ];
}

/** AppSync does not support type extensions (serverless-appsync-plugin pull request 468). The wording is the host's own. */
const extensions = ({ definitions }: DocumentNode): SchemaNotice[] =>
  definitions.filter(isTypeSystemExtensionNode).map((node) => {
    const [head = ''] = print(node).split(/[{@\n]/);
    return noticeAt(node, `'${head.trim()}': AppSync does not support type extensions.`);
  });

/**
 * A second definition of a type, also of AppSync's own scalars and directives (wording:
 * serverless-appsync-plugin issue 480).
 */
function duplicates({ definitions }: DocumentNode): SchemaNotice[] {
  const own = appSyncDefinitions.definitions.flatMap(definedName);
  const names = definitions.map((definition) => definedName(definition)[0]);
  const second = names.findIndex(
    (name, index) => name !== undefined && (own.includes(name) || names.indexOf(name) !== index),
  );
  return second < 0 ? [] : [noticeAt(definitions[second], 'Schema contains duplicate type names.')];
}

const definedName = (definition: DefinitionNode): string[] =>
  isTypeDefinitionNode(definition) || definition.kind === Kind.DIRECTIVE_DEFINITION
    ? [definition.name.value]
    : [];

/** AppSync has no custom scalars (developer guide, scalars). The wording is the host's own. */
const customScalars = ({ definitions }: DocumentNode): SchemaNotice[] =>
  definitions
    .filter((one) => one.kind === Kind.SCALAR_TYPE_DEFINITION)
    .map((scalar) => {
      const message = `The scalar '${scalar.name.value}' is defined by the schema; custom scalars are not supported.`;
      return noticeAt(scalar, message);
    });

/** The directives of source APIs of a merged API (developer guide, merged-api). They change nothing in one API. */
const mergeDirectives = ['canonical', 'hidden', 'renamed'];

const places: Partial<Record<Kind, string>> = {
  [Kind.SCHEMA_DEFINITION]: 'SCHEMA',
  [Kind.OBJECT_TYPE_DEFINITION]: 'OBJECT',
  [Kind.FIELD_DEFINITION]: 'FIELD_DEFINITION',
  [Kind.INPUT_VALUE_DEFINITION]: 'INPUT_FIELD_DEFINITION',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'INTERFACE',
  [Kind.UNION_TYPE_DEFINITION]: 'UNION',
  [Kind.ENUM_TYPE_DEFINITION]: 'ENUM',
  [Kind.ENUM_VALUE_DEFINITION]: 'ENUM_VALUE',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'INPUT_OBJECT',
};

/** By directive, where it has an effect. The schema's own definitions count as well. */
function directivePlaces(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const specified: [string, string[]][] = [
    ['deprecated', ['FIELD_DEFINITION', 'ENUM_VALUE', 'INPUT_FIELD_DEFINITION']],
    ['oneOf', ['INPUT_OBJECT']],
  ];
  const defined = [...appSyncDefinitions.definitions, ...document.definitions]
    .filter((one) => one.kind === Kind.DIRECTIVE_DEFINITION)
    .map(({ name, locations }): [string, string[]] => [
      name.value,
      locations.map((one) => one.value),
    ]);
  return new Map([...specified, ...defined]);
}

function holderOf(ancestors: readonly (ASTNode | readonly ASTNode[])[]): ASTNode | undefined {
  return ancestors.findLast((ancestor): ancestor is ASTNode => !Array.isArray(ancestor));
}

/** What to say of a directive that is removed; '' for nothing, undefined for one that stays. */
function directiveWarning(
  { name: { value: name } }: DirectiveNode,
  holder: ASTNode,
  known: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (mergeDirectives.includes(name)) return '';
  const allowed = known.get(name);
  if (!allowed) return `AppSync does not know the directive @${name} and ignores it.`;
  const place = places[holder.kind] ?? holder.kind;
  const isArgument = place === 'INPUT_FIELD_DEFINITION' && allowed.includes('ARGUMENT_DEFINITION');
  if (allowed.includes(place) || isArgument) return undefined;
  return `The directive @${name} has no effect here (${place}).`;
}
