/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation UpdateProfile($input: UpdateProfileInput!) {\n  updateProfile(input: $input) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nquery SearchUsers($prefix: String!, $limit: Int) {\n  searchUsers(prefix: $prefix, limit: $limit) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nmutation DeleteAccount($messages: MessagesOfDeleted!) {\n  deleteAccount(messages: $messages)\n}": typeof types.UpdateProfileDocument,
};
const documents: Documents = {
    "mutation UpdateProfile($input: UpdateProfileInput!) {\n  updateProfile(input: $input) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nquery SearchUsers($prefix: String!, $limit: Int) {\n  searchUsers(prefix: $prefix, limit: $limit) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nmutation DeleteAccount($messages: MessagesOfDeleted!) {\n  deleteAccount(messages: $messages)\n}": types.UpdateProfileDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateProfile($input: UpdateProfileInput!) {\n  updateProfile(input: $input) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nquery SearchUsers($prefix: String!, $limit: Int) {\n  searchUsers(prefix: $prefix, limit: $limit) {\n    uuid\n    handle\n    displayName\n  }\n}\n\nmutation DeleteAccount($messages: MessagesOfDeleted!) {\n  deleteAccount(messages: $messages)\n}"): typeof import('./graphql').UpdateProfileDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
