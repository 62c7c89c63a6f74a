import {
  buildASTSchema,
  concatAST,
  getNullableType,
  isListType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  validateSchema,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

import {
  appSyncDefinitions,
  authRulesOf,
  isAllowed,
  stringsOf,
  type AuthRules,
} from './directives.js';
import type { ApiDefinition, Caller } from '../types.js';
import { SchemaError } from './errors.js';

/** A checked schema with what AppSync's directives say about it. */
export interface SchemaModel {
  readonly schema: GraphQLSchema;
  /** Whether `Type.field` has a resolver. */
  hasResolver(typeName: string, fieldName: string): boolean;
  /** Whether the directives let this caller see `Type.field`. */
  isAllowed(caller: Caller, typeName: string, fieldName: string): boolean;
  /** The mutations of a subscription field's `@aws_subscribe`. */
  mutationsOf(subscriptionField: string): readonly string[];
}

type SchemaParts = Pick<ApiDefinition, 'schema' | 'resolvers' | 'authorizers'>;

/**
 * Reads an API's SDL together with AppSync's own definitions. Throws a `SchemaError` that lists all
 * that AppSync would refuse, each with both ends named.
 */
export function buildSchemaModel({
  schema: sdl,
  resolvers,
  authorizers,
}: SchemaParts): SchemaModel {
  const document = parseSdl(sdl);
  const schema = build(document);
  const subscriptions = subscriptionsOf(schema);
  const problems = [
    ...customScalars(document),
    ...validateSchema(schema).map((error) => error.message),
    ...subscriptionProblems(schema, subscriptions),
    ...resolverProblems(schema, Object.keys(resolvers)),
  ];
  if (problems.length > 0) throw new SchemaError(problems);

  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
      (type) => type?.name,
    ),
  );
  const fieldRules = new Map<string, AuthRules>();
  const typeRules = new Map<string, AuthRules>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isRoot = roots.has(type.name);
    typeRules.set(type.name, authRulesOf(directivesOf(type), authorizers, isRoot));
    for (const field of Object.values(type.getFields())) {
      const rules = authRulesOf(field.astNode?.directives, authorizers, isRoot);
      fieldRules.set(`${type.name}.${field.name}`, rules);
    }
  }
  const defaultMode = authorizers[0]?.authType;
  return {
    schema,
    hasResolver: (typeName, fieldName) => Object.hasOwn(resolvers, `${typeName}.${fieldName}`),
    isAllowed: (caller, typeName, fieldName) =>
      isAllowed(
        caller,
        defaultMode,
        fieldRules.get(`${typeName}.${fieldName}`) ?? typeRules.get(typeName),
        roots.has(typeName),
      ),
    mutationsOf: (subscriptionField) => subscriptions.get(subscriptionField) ?? [],
  };
}

/**
 * Default values of arguments and input fields are taken out: AppSync accepts them in the schema
 * and never hands them to a resolver (aws-appsync-community issues 59 and 271).
 */
function parseSdl(sdl: string): DocumentNode {
  try {
    return visit(parse(sdl), {
      InputValueDefinition: (definition) => ({ ...definition, defaultValue: undefined }),
    });
  } catch (error) {
    throw new SchemaError([error instanceof Error ? error.message : String(error)]);
  }
}

/**
 * A type twice, also one of AppSync's own scalars or directives, which a schema may not declare
 * again (the wording: serverless-appsync-plugin issue 480).
 */
function assertNoDuplicates(document: DocumentNode): void {
  const own = appSyncDefinitions.definitions.flatMap(definedName);
  const names = document.definitions.flatMap(definedName);
  const isDuplicate = names.some(
    (name, index) => own.includes(name) || names.indexOf(name) !== index,
  );
  if (isDuplicate) throw new SchemaError(['Schema contains duplicate type names.']);
}

const definedName = (definition: DefinitionNode): string[] =>
  isTypeDefinitionNode(definition) || definition.kind === Kind.DIRECTIVE_DEFINITION
    ? [definition.name.value]
    : [];

function build(document: DocumentNode): GraphQLSchema {
  assertNoDuplicates(document);
  try {
    return buildASTSchema(concatAST([appSyncDefinitions, document]));
  } catch (error) {
    throw new SchemaError([error instanceof Error ? error.message : String(error)]);
  }
}

function directivesOf(type: GraphQLObjectType): readonly ConstDirectiveNode[] {
  return [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

/** AppSync has no custom scalars (developer guide, scalars). The wording is ours. */
function customScalars(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCALAR_TYPE_DEFINITION
      ? [
          `The scalar '${definition.name.value}' is defined by the schema; custom scalars are not supported.`,
        ]
      : [],
  );
}

function subscriptionsOf(schema: GraphQLSchema): Map<string, string[]> {
  const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
  return new Map(
    fields.map((field) => [
      field.name,
      (field.astNode?.directives ?? [])
        .filter((directive) => directive.name.value === 'aws_subscribe')
        .flatMap((directive) => stringsOf(directive, 'mutations')),
    ]),
  );
}

/**
 * A subscription must have the type of each of its mutations. Whether AppSync also compares
 * nullability is not known; it is left out here, as schemas with `Post!` and `Post` are deployed.
 */
function subscriptionProblems(
  schema: GraphQLSchema,
  subscriptions: Map<string, string[]>,
): string[] {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return [...subscriptions].flatMap(([name, mutationNames]) =>
    mutationNames.flatMap((mutationName) => {
      const mutation = mutations[mutationName];
      const field = fields[name];
      if (!mutation || !field) {
        return [`Subscription.${name} names the mutation '${mutationName}', which does not exist.`];
      }
      if (shapeOf(mutation.type) === shapeOf(field.type)) return [];
      return [
        `The subscription has an invalid output type. (Subscription.${name} is ${String(field.type)}, Mutation.${mutationName} is ${String(mutation.type)})`,
      ];
    }),
  );
}

function shapeOf(type: GraphQLOutputType): string {
  const nullable = getNullableType(type);
  return isListType(nullable) ? `[${shapeOf(nullable.ofType)}]` : String(nullable);
}

function resolverProblems(schema: GraphQLSchema, resolvers: readonly string[]): string[] {
  return resolvers.flatMap((key) => {
    const [typeName = '', fieldName = ''] = key.split('.');
    const type = schema.getType(typeName);
    if (!isObjectType(type)) {
      return [
        `The resolver '${key}' is for the type '${typeName}', which is not an object type of the schema.`,
      ];
    }
    if (type.getFields()[fieldName]) return [];
    return [
      `The resolver '${key}' is for the field '${fieldName}', which the type '${typeName}' does not have.`,
    ];
  });
}
