/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What becomes of the messages of a person who deletes their account. */
export type MessagesOfDeleted =
  /** The texts go, as if each message had been unsent. */
  | 'ERASE'
  /** The texts stay, without the person's names. */
  | 'KEEP';

/** Names to change; what is left out stays as it is. */
export type UpdateProfileInput = {
  /** The name to show: 1 to 50 Unicode code points, at least one of them visible. */
  displayName?: string | null | undefined;
  /** The unique name, with or without a leading @: 2 to 30 of a-z 0-9 _ . At most 3 in 30 days. */
  handle?: string | null | undefined;
};

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { uuid: string, handle: string, displayName: string } | null };

export type SearchUsersQueryVariables = Exact<{
  prefix: string;
  limit?: number | null | undefined;
}>;


export type SearchUsersQuery = { searchUsers: Array<{ uuid: string, handle: string, displayName: string }> | null };

export type DeleteAccountMutationVariables = Exact<{
  messages: MessagesOfDeleted;
}>;


export type DeleteAccountMutation = { deleteAccount: boolean };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const UpdateProfileDocument = new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    uuid
    handle
    displayName
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const SearchUsersDocument = new TypedDocumentString(`
    query SearchUsers($prefix: String!, $limit: Int) {
  searchUsers(prefix: $prefix, limit: $limit) {
    uuid
    handle
    displayName
  }
}
    `) as unknown as TypedDocumentString<SearchUsersQuery, SearchUsersQueryVariables>;
export const DeleteAccountDocument = new TypedDocumentString(`
    mutation DeleteAccount($messages: MessagesOfDeleted!) {
  deleteAccount(messages: $messages)
}
    `) as unknown as TypedDocumentString<DeleteAccountMutation, DeleteAccountMutationVariables>;