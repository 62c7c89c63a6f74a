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
import { MessagingError } from './errors';
import {
  createRequest,
  createSubscribe,
  type Request,
  type RequestOptions,
  type Subscribe,
  type Subscription,
} from './requests';
import type { Folder, Message, MessageGroup, Page, ReadMarker } from './types';

interface ApiOptions extends RequestOptions {
  /** Items a page, 1 to 100. Default 50. */
  readonly pageSize?: number;
  /** Items a page when catching up, 1 to 100. Default 100. */
  readonly catchUpPageSize?: number;
}

/**
 * Every request of the messaging layer; each rejects with a {@link MessagingError}. What is not part of
 * the first load is asked for by `request` and `subscribe`, with its document.
 */
export type MessagingApi = ReturnType<typeof createApi>;

/** Binds the typed operations of `operations.graphql` to an Amplify client. */
export function createApi({
  pageSize = 50,
  catchUpPageSize = limits.page.maxSize,
  ...options
}: ApiOptions) {
  const request = createRequest(options);
  const subscribe = createSubscribe(options);
  return {
    request,
    subscribe,
    ...people(request),
    ...conversations(request, pageSize),
    ...messages(request, pageSize, catchUpPageSize),
    ...pushes(subscribe),
  };
}

const people = (request: Request) => ({
  me: async () => (await request(MeDocument, {})).me,
  user: async (handle: string) => (await request(UserDocument, { handle })).user,
  blockUser: async (uuid: string) =>
    present((await request(BlockUserDocument, { uuid })).blockUser),
  unblockUser: async (uuid: string) =>
    present((await request(UnblockUserDocument, { uuid })).unblockUser),
  mySettings: async () => present((await request(MySettingsDocument, {})).mySettings),
  updateSettings: async (input: UpdateSettingsInput) =>
    present((await request(UpdateSettingsDocument, { input })).updateSettings),
});

const conversations = (request: Request, limit: number) => ({
  messageGroups: async (folder: Folder, nextToken: string | null): Promise<Page<MessageGroup>> =>
    present((await request(MessageGroupsDocument, { folder, limit, nextToken })).messageGroups),
  messageGroup: async (uuid: string) =>
    (await request(MessageGroupDocument, { uuid })).messageGroup,
  updateMessageGroup: async (input: UpdateMessageGroupInput) =>
    present((await request(UpdateMessageGroupDocument, { input })).updateMessageGroup),
  markMessageGroupRead: async (messageGroupUuid: string, upTo: string) => {
    const variables = { messageGroupUuid, upTo };
    return present((await request(MarkMessageGroupReadDocument, variables)).markMessageGroupRead);
  },
});

const messages = (request: Request, limit: number, catchUpLimit: number) => ({
  messages: async (messageGroupUuid: string, nextToken: string | null): Promise<Page<Message>> =>
    present((await request(MessagesDocument, { messageGroupUuid, limit, nextToken })).messages),
  messagesAfter: async (
    messageGroupUuid: string,
    after: string | null,
    nextToken: string | null,
  ): Promise<Page<Message>> => {
    const variables = { messageGroupUuid, after, limit: catchUpLimit, nextToken };
    return present((await request(MessagesAfterDocument, variables)).messagesAfter);
  },
  changesAfter: async (messageGroupUuid: string, after: string | null) => {
    const variables = { messageGroupUuid, after, limit: catchUpLimit };
    return present((await request(ChangesAfterDocument, variables)).changesAfter);
  },
  createMessage: async (input: CreateMessageInput) =>
    present((await request(CreateMessageDocument, { input })).createMessage),
});

/** Each begins a subscription and returns a function that ends it. */
const pushes = (subscribe: Subscribe) => ({
  onCreateMessage: (to: Subscription<Message>) =>
    subscribe(OnCreateMessageDocument, {}, to, (data) => data.onCreateMessage),
  onUpdateMessage: (to: Subscription<Message>) =>
    subscribe(OnUpdateMessageDocument, {}, to, (data) => data.onUpdateMessage),
  onMarkMessageGroupRead: (to: Subscription<ReadMarker>) =>
    subscribe(OnMarkMessageGroupReadDocument, {}, to, (data) => data.onMarkMessageGroupRead),
  onUpdateMessageGroup: (to: Subscription<MessageGroup>) =>
    subscribe(OnUpdateMessageGroupDocument, {}, to, (data) => data.onUpdateMessageGroup),
});

/** A root field is null only together with an error, and that has been thrown already. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new MessagingError('Unknown', 'The API answered with nothing');
  return value;
}
