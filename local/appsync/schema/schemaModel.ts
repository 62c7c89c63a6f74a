import {
  buildASTSchema,
  concatAST,
  getNullableType,
  GraphQLSchema,
  isListType,
  isObjectType,
  parse,
  validateSchema,
  visit,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLOutputType,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';

import type { ApiDefinition, Authorizer, Caller } from '../types.js';
import {
  appSyncDefinitions,
  authRulesOf,
  isAllowed,
  stringsOf,
  type AuthRules,
} from './directives.js';
import { noticeAt, noticeOf, readDocument } from './document.js';
import { SchemaError, type SchemaNotice } from './errors.js';

/** A valid schema, and what AppSync's directives say about it. */
export interface SchemaModel {
  readonly schema: GraphQLSchema;
  /** What AppSync accepts, but a person would want to know. */
  readonly warnings: readonly SchemaNotice[];
  /** Whether `Type.field` has a resolver. */
  hasResolver(typeName: string, fieldName: string): boolean;
  /** Whether the directives let this caller read `Type.field`. */
  isAllowed(caller: Caller, typeName: string, fieldName: string): boolean;
  /** The mutations of a subscription field's `@aws_subscribe`. */
  mutationsOf(subscriptionField: string): readonly string[];
}

type SchemaParts = Pick<ApiDefinition, 'schema' | 'resolvers' | 'authorizers'>;

/**
 * Builds the model from an API's SDL and AppSync's own definitions. Throws a `SchemaError` with
 * everything that AppSync would refuse. Each problem names both ends.
 */
export function buildSchemaModel({
  schema: sdl,
  resolvers,
  authorizers,
}: SchemaParts): SchemaModel {
  const { document, warnings } = readDocument(sdl);
  const schema = build(document);
  const subscriptions = subscriptionsOf(schema);
  const problems = [
    ...validateSchema(schema).map(noticeOf),
    ...subscriptionProblems(schema, subscriptions),
    ...resolverProblems(schema, Object.keys(resolvers)),
  ];
  if (problems.length > 0) throw new SchemaError(problems);
  const access = accessOf(schema, authorizers);
  return {
    schema,
    warnings: [...warnings, ...unreachable(schema, access, authorizers)],
    hasResolver: (typeName, fieldName) => Object.hasOwn(resolvers, `${typeName}.${fieldName}`),
    isAllowed: (caller, typeName, fieldName) =>
      !caller.deniedFields?.includes(`${typeName}.${fieldName}`) &&
      isAllowed(
        caller,
        authorizers[0]?.authType,
        access.rulesOf(typeName, fieldName),
        access.isRoot(typeName),
      ),
    mutationsOf: (subscriptionField) => subscriptions.get(subscriptionField) ?? [],
  };
}

interface Access {
  isRoot(typeName: string): boolean;
  /** The rules of a field, or of its type where it has none. */
  rulesOf(typeName: string, fieldName: string): AuthRules;
}

function accessOf(schema: GraphQLSchema, authorizers: readonly Authorizer[]): Access {
  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
      (type) => type?.name,
    ),
  );
  const rules = new Map<string, AuthRules>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const isRoot = roots.has(type.name);
    rules.set(type.name, authRulesOf(type.astNode?.directives, authorizers, isRoot));
    for (const field of Object.values(type.getFields())) {
      const own = authRulesOf(field.astNode?.directives, authorizers, isRoot);
      rules.set(`${type.name}.${field.name}`, own);
    }
  }
  return {
    isRoot: (typeName) => roots.has(typeName),
    rulesOf: (typeName, fieldName) => rules.get(`${typeName}.${fieldName}`) ?? rules.get(typeName),
  };
}

/** One notice that names every field that no caller of this API can read. */
function unreachable(
  schema: GraphQLSchema,
  access: Access,
  authorizers: readonly Authorizer[],
): SchemaNotice[] {
  const modes = authorizers.map(({ authType }): string => authType);
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.keys(type.getFields())
          .filter((field) => {
            const rules = access.rulesOf(type.name, field);
            return rules && !rules.some((rule) => modes.includes(rule.authType));
          })
          .map((field) => `${type.name}.${field}`)
      : [],
  );
  if (fields.length === 0) return [];
  const message = `No authorization mode of this API can read ${fields.join(', ')}: their directives name other modes.`;
  return [{ message }];
}

function build(document: DocumentNode): GraphQLSchema {
  const whole = concatAST([appSyncDefinitions, ...longOf(document), document]);
  const errors = validateSDL(whole);
  if (errors.length > 0) throw new SchemaError(errors.map(noticeOf));
  try {
    const schema = buildASTSchema(whole, { assumeValidSDL: true });
    const { directives, ...config } = schema.toConfig();
    // graphql-js adds these two; AppSync does not show them.
    const shown = directives.filter(({ name }) => name !== 'specifiedBy' && name !== 'oneOf');
    return new GraphQLSchema({ ...config, directives: shown });
  } catch (error) {
    throw new SchemaError([noticeOf(error)]);
  }
}

/**
 * The undocumented scalar `Long` (aws-appsync-community issue 21), where the schema uses it. That
 * introspection shows it only then is assumed.
 */
function longOf(document: DocumentNode): DocumentNode[] {
  let isUsed = false;
  visit(document, {
    NamedType(node) {
      isUsed ||= node.name.value === 'Long';
    },
  });
  return isUsed ? [parse('scalar Long', { noLocation: true })] : [];
}

/**
 * The mutations of each subscription field: those of its `@aws_subscribe`, and those whose
 * deprecated `@aws_publish` names it. That both together count is assumed.
 */
function subscriptionsOf(schema: GraphQLSchema): Map<string, string[]> {
  const publishing = Object.values(schema.getMutationType()?.getFields() ?? {});
  return new Map(
    Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map((field) => [
      field.name,
      [
        ...stringsOfAll(field.astNode, 'aws_subscribe', 'mutations'),
        ...publishing
          .filter(({ astNode }) =>
            stringsOfAll(astNode, 'aws_publish', 'subscriptions').includes(field.name),
          )
          .map(({ name }) => name),
      ].filter((name, index, names) => names.indexOf(name) === index),
    ]),
  );
}

const stringsOfAll = (
  node: FieldDefinitionNode | null | undefined,
  directive: string,
  argument: string,
): string[] =>
  (node?.directives ?? [])
    .filter((one) => one.name.value === directive)
    .flatMap((one) => stringsOf(one, argument));

/**
 * A subscription must have the type of each of its mutations. Whether AppSync also compares
 * nullability is not known. Here it is ignored: schemas with `Post!` and `Post` are deployed.
 */
function subscriptionProblems(
  schema: GraphQLSchema,
  subscriptions: Map<string, string[]>,
): SchemaNotice[] {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return [...subscriptions].flatMap(([name, mutationNames]) =>
    mutationNames.flatMap((mutationName) => {
      const mutation = mutations[mutationName];
      const field = fields[name];
      const node = field?.astNode ?? undefined;
      if (!mutation || !field) {
        return noticeAt(
          node,
          `Subscription.${name} names the mutation '${mutationName}', which does not exist.`,
        );
      }
      if (shapeOf(mutation.type) === shapeOf(field.type)) return [];
      return noticeAt(
        node,
        `The subscription has an invalid output type. (Subscription.${name} is ${String(field.type)}, Mutation.${mutationName} is ${String(mutation.type)})`,
      );
    }),
  );
}

function shapeOf(type: GraphQLOutputType): string {
  const nullable = getNullableType(type);
  return isListType(nullable) ? `[${shapeOf(nullable.ofType)}]` : String(nullable);
}

function resolverProblems(schema: GraphQLSchema, resolvers: readonly string[]): SchemaNotice[] {
  return resolvers.flatMap((key): SchemaNotice[] => {
    const [typeName = '', fieldName = ''] = key.split('.');
    const type = schema.getType(typeName);
    if (!isObjectType(type)) {
      const message = `The resolver '${key}' is for the type '${typeName}', which is not an object type of the schema.`;
      return [{ message }];
    }
    if (type.getFields()[fieldName]) return [];
    const message = `The resolver '${key}' is for the field '${fieldName}', which the type '${typeName}' does not have.`;
    return [noticeAt(type.astNode ?? undefined, message)];
  });
}
