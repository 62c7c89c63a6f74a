/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Operation as DocumentNode } from '../operation';
import { gql } from '../operation';
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


export const UpdateProfileDocument = gql`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    uuid
    handle
    displayName
  }
}
    ` as unknown as DocumentNode<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const SearchUsersDocument = gql`
    query SearchUsers($prefix: String!, $limit: Int) {
  searchUsers(prefix: $prefix, limit: $limit) {
    uuid
    handle
    displayName
  }
}
    ` as unknown as DocumentNode<SearchUsersQuery, SearchUsersQueryVariables>;
export const DeleteAccountDocument = gql`
    mutation DeleteAccount($messages: MessagesOfDeleted!) {
  deleteAccount(messages: $messages)
}
    ` as unknown as DocumentNode<DeleteAccountMutation, DeleteAccountMutationVariables>;