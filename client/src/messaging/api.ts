import {
  BlockUserDocument,
  ChangesAfterDocument,
  CreateMessageDocument,
  MarkMessageGroupReadDocument,
  MeDocument,
  MessageGroupDocument,
  MessageGroupsDocument,
  MessagesAfterDocument,
  MessagesDocument,
  MySettingsDocument,
  OnCreateMessageDocument,
  OnMarkMessageGroupReadDocument,
  OnUpdateMessageDocument,
  OnUpdateMessageGroupDocument,
  UnblockUserDocument,
  UpdateMessageGroupDocument,
  UpdateSettingsDocument,
  UserDocument,
  type CreateMessageInput,
  type UpdateMessageGroupInput,
  type UpdateSettingsInput,
} from '../generated/graphql';
import { limits } from '../generated/limits';
import { MessagingError, toMessagingError } from './errors';
import type {
  Folder,
  Me,
  Message,
  MessageChanges,
  MessageGroup,
  Page,
  ReadMarker,
  Settings,
  User,
  WholeMessageGroup,
} from './types';

/** The part of `generateClient()` of `aws-amplify/api` that is used here. */
export interface AmplifyClient {
  graphql(options: { query: string; variables?: Record<string, unknown> }): unknown;
  cancel(request: Promise<unknown>, message?: string): boolean;
}

export interface Subscription<Payload> {
  next(payload: Payload): void;
  /** The subscription has ended and is not restarted. */
  error(error: MessagingError): void;
}

/** A typed document of any file that codegen makes. */
export interface Operation<Result, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Result;
}

/** Every request of the messaging layer; each rejects with a {@link MessagingError}. */
export interface MessagingApi {
  me(): Promise<Me | null>;
  user(handle: string): Promise<User | null>;
  messageGroups(folder: Folder, nextToken: string | null): Promise<Page<MessageGroup>>;
  messageGroup(uuid: string): Promise<WholeMessageGroup | null>;
  messages(messageGroupUuid: string, nextToken: string | null): Promise<Page<Message>>;
  messagesAfter(
    messageGroupUuid: string,
    after: string | null,
    nextToken: string | null,
  ): Promise<Page<Message>>;
  changesAfter(messageGroupUuid: string, after: string | null): Promise<MessageChanges>;
  createMessage(input: CreateMessageInput): Promise<Message>;
  markMessageGroupRead(messageGroupUuid: string, upTo: string): Promise<ReadMarker>;
  updateMessageGroup(input: UpdateMessageGroupInput): Promise<MessageGroup>;
  blockUser(uuid: string): Promise<MessageGroup>;
  unblockUser(uuid: string): Promise<MessageGroup>;
  mySettings(): Promise<Settings>;
  updateSettings(input: UpdateSettingsInput): Promise<Settings>;
  /** An operation that is not part of the first load. */
  request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  /** Each subscription returns a function that ends it; this one is not part of the first load. */
  subscribe<Result, Variables extends Record<string, unknown>, Payload>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    subscription: Subscription<Payload>,
    payloadOf: (data: Result) => Payload | null | undefined,
  ): () => void;
  onCreateMessage(subscription: Subscription<Message>): () => void;
  onUpdateMessage(subscription: Subscription<Message>): () => void;
  onMarkMessageGroupRead(subscription: Subscription<ReadMarker>): () => void;
  onUpdateMessageGroup(subscription: Subscription<MessageGroup>): () => void;
}

export interface ApiOptions {
  readonly client: AmplifyClient;
  /** Gets a new token after the API has refused one that was still valid here. */
  readonly refreshToken?: () => Promise<unknown>;
  /** Milliseconds to wait for an answer. Default 20,000. */
  readonly timeout?: number;
  /** Items a page, 1 to 100. Default 50. */
  readonly pageSize?: number;
  /** Items a page when catching up, 1 to 100. Default 100. */
  readonly catchUpPageSize?: number;
}

/** Binds the typed operations of `operations.graphql` to an Amplify client. */
export function createApi({
  client,
  refreshToken,
  timeout = 20_000,
  pageSize: limit = 50,
  catchUpPageSize = limits.page.maxSize,
}: ApiOptions): MessagingApi {
  async function request<Result, Variables>(
    document: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    try {
      return await attempt(document, variables);
    } catch (thrown) {
      const error = toMessagingError(thrown);
      if (error.type !== 'Unauthorized' || !refreshToken) throw error;
      await refreshToken().catch(() => undefined);
      return await attempt(document, variables);
    }
  }

  async function attempt<Result, Variables>(
    document: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const answer = client.graphql({
      query: document.toString(),
      variables: variables as Record<string, unknown>,
    }) as Promise<{ data: Result }>;
    const timer = setTimeout(() => client.cancel(answer, 'No answer in time'), timeout);
    try {
      return (await answer).data;
    } catch (thrown) {
      throw toMessagingError(thrown);
    } finally {
      clearTimeout(timer);
    }
  }

  function subscribe<Result, Variables extends Record<string, unknown>, Payload>(
    document: Operation<Result, Variables>,
    variables: Variables,
    { next, error }: Subscription<Payload>,
    payloadOf: (data: Result) => Payload | null | undefined,
  ): () => void {
    const observable = client.graphql({ query: document.toString(), variables }) as {
      subscribe(observer: {
        next(event: { data?: Result | null }): void;
        error(thrown: unknown): void;
      }): { unsubscribe(): void };
    };
    let active = true;
    const end = async (ended: MessagingError): Promise<void> => {
      // With the same token, the next subscription would be refused again.
      if (ended.type === 'Unauthorized') await refreshToken?.().catch(() => undefined);
      if (active) error(ended);
    };
    const subscription = observable.subscribe({
      next: ({ data }) => {
        const payload = data && payloadOf(data);
        if (payload) next(payload);
      },
      error: (thrown) => void end(toMessagingError(thrown)),
    });
    return () => {
      active = false;
      subscription.unsubscribe();
    };
  }

  return {
    request,
    subscribe,
    me: async () => (await request(MeDocument, {})).me,
    user: async (handle) => (await request(UserDocument, { handle })).user,
    messageGroups: async (folder, nextToken) =>
      present((await request(MessageGroupsDocument, { folder, limit, nextToken })).messageGroups),
    messageGroup: async (uuid) => (await request(MessageGroupDocument, { uuid })).messageGroup,
    messages: async (messageGroupUuid, nextToken) =>
      present((await request(MessagesDocument, { messageGroupUuid, limit, nextToken })).messages),
    messagesAfter: async (messageGroupUuid, after, nextToken) => {
      const variables = { messageGroupUuid, after, limit: catchUpPageSize, nextToken };
      return present((await request(MessagesAfterDocument, variables)).messagesAfter);
    },
    changesAfter: async (messageGroupUuid, after) => {
      const variables = { messageGroupUuid, after, limit: catchUpPageSize };
      return present((await request(ChangesAfterDocument, variables)).changesAfter);
    },
    createMessage: async (input) =>
      present((await request(CreateMessageDocument, { input })).createMessage),
    markMessageGroupRead: async (messageGroupUuid, upTo) => {
      const variables = { messageGroupUuid, upTo };
      return present((await request(MarkMessageGroupReadDocument, variables)).markMessageGroupRead);
    },
    updateMessageGroup: async (input) =>
      present((await request(UpdateMessageGroupDocument, { input })).updateMessageGroup),
    blockUser: async (uuid) => present((await request(BlockUserDocument, { uuid })).blockUser),
    unblockUser: async (uuid) =>
      present((await request(UnblockUserDocument, { uuid })).unblockUser),
    mySettings: async () => present((await request(MySettingsDocument, {})).mySettings),
    updateSettings: async (input) =>
      present((await request(UpdateSettingsDocument, { input })).updateSettings),
    onUpdateMessageGroup: (to) =>
      subscribe(OnUpdateMessageGroupDocument, {}, to, (data) => data.onUpdateMessageGroup),
    onCreateMessage: (to) =>
      subscribe(OnCreateMessageDocument, {}, to, (data) => data.onCreateMessage),
    onUpdateMessage: (to) =>
      subscribe(OnUpdateMessageDocument, {}, to, (data) => data.onUpdateMessage),
    onMarkMessageGroupRead: (to) =>
      subscribe(OnMarkMessageGroupReadDocument, {}, to, (data) => data.onMarkMessageGroupRead),
  };
}

/** A root field is null only together with an error, and that has been thrown already. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new MessagingError('Unknown', 'The API answered with nothing');
  return value;
}
