import { request } from 'undici';
import type {
  CreateMessageInput,
  Folder,
  Message,
  MessageChanges,
  MessageConnection,
  MessageGroup,
  MessageGroupConnection,
  ReadMarker,
  Settings,
  Typing,
  UpdateMessageGroupInput,
  UpdateSettingsInput,
} from '../../generated/schema.js';
import { operations } from './operations.js';

export interface GraphQLError {
  message: string;
  errorType: string | null;
  errorInfo: Record<string, unknown> | null;
  path: (string | number)[] | null;
}

export interface Answer<T = Record<string, unknown>> {
  data: T | null;
  errors?: GraphQLError[];
}

const RETRYABLE = ['Conflict', 'Unavailable'];

/** An answer with errors, in a test that expects none. */
export class AnsweredWithErrors extends Error {
  constructor(readonly errors: GraphQLError[]) {
    super(errors.map(({ errorType, message }) => `${errorType}: ${message}`).join('; '));
  }
}

/** A signed-in person: what they are called, and what signs them in. */
interface Account {
  /** Of the host. */
  readonly url: string;
  readonly uuid: string;
  readonly handle: string;
  readonly displayName: string;
  /** What signs in. */
  readonly username: string;
  readonly password: string;
  readonly accessToken: string;
  readonly idToken: string;
}

/** A person who calls the API over HTTP like any client. */
export class Person implements Account {
  readonly url;
  readonly uuid;
  readonly handle;
  readonly displayName;
  readonly username;
  readonly password;
  readonly accessToken;
  readonly idToken;

  constructor(account: Account) {
    this.url = account.url;
    this.uuid = account.uuid;
    this.handle = account.handle;
    this.displayName = account.displayName;
    this.username = account.username;
    this.password = account.password;
    this.accessToken = account.accessToken;
    this.idToken = account.idToken;
  }

  /** The whole answer, with its errors. */
  async ask<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<Answer<T>> {
    // With half of the processor time that `fetch` takes: the tests make tens of thousands of these.
    const { body } = await request(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.accessToken },
      body: JSON.stringify({ query, variables }),
    });
    return (await body.json()) as Answer<T>;
  }

  /** The data; throws `AnsweredWithErrors` when there are errors. */
  async get<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    if (errors) throw new AnsweredWithErrors(errors);
    return data!;
  }

  /** The errorType of the first error; fails the test when there is none. */
  async errorOf(query: string, variables: Record<string, unknown> = {}): Promise<string | null> {
    const { errors, data } = await this.ask(query, variables);
    if (!errors) throw new Error(`expected an error, got ${JSON.stringify(data)}`);
    return errors[0]!.errorType;
  }

  async send(input: CreateMessageInput): Promise<Message> {
    return (await this.get<{ createMessage: Message }>(operations.createMessage, { input }))
      .createMessage;
  }

  /** Sends; while the answer is an error to be tried again, sends again with the same token. */
  async sendUntilStored(input: CreateMessageInput & { clientToken: string }): Promise<Message> {
    for (;;) {
      try {
        return await this.send(input);
      } catch (error) {
        if (!(error instanceof AnsweredWithErrors)) throw error;
        if (!RETRYABLE.includes(error.errors[0]!.errorType ?? '')) throw error;
      }
    }
  }

  async messages(messageGroupUuid: string, limit?: number, nextToken?: string | null) {
    const variables = { messageGroupUuid, limit, nextToken };
    return (await this.get<{ messages: MessageConnection }>(operations.messages, variables))
      .messages;
  }

  async messagesAfter(
    messageGroupUuid: string,
    after?: string | null,
    limit?: number,
    nextToken?: string | null,
  ) {
    const variables = { messageGroupUuid, after, limit, nextToken };
    return (
      await this.get<{ messagesAfter: MessageConnection }>(operations.messagesAfter, variables)
    ).messagesAfter;
  }

  /** All of a conversation, newest first, page by page. */
  async allMessages(messageGroupUuid: string, limit = 100): Promise<Message[]> {
    const all: Message[] = [];
    let nextToken: string | null | undefined;
    do {
      const page = await this.messages(messageGroupUuid, limit, nextToken);
      all.push(...page.items);
      nextToken = page.nextToken;
    } while (nextToken);
    return all;
  }

  async messageGroups(limit?: number, nextToken?: string | null) {
    const variables = { limit, nextToken };
    return (
      await this.get<{ messageGroups: MessageGroupConnection }>(operations.messageGroups, variables)
    ).messageGroups;
  }

  /** All rows of a folder, newest first, page by page. */
  async folder(folder: Folder, limit = 100): Promise<MessageGroup[]> {
    const all: MessageGroup[] = [];
    let nextToken: string | null | undefined;
    do {
      const variables = { folder, limit, nextToken };
      const { messageGroups } = await this.get<{ messageGroups: MessageGroupConnection }>(
        operations.messageGroups,
        variables,
      );
      all.push(...messageGroups.items);
      nextToken = messageGroups.nextToken;
    } while (nextToken);
    return all;
  }

  async updateGroup(input: UpdateMessageGroupInput): Promise<MessageGroup> {
    return (
      await this.get<{ updateMessageGroup: MessageGroup }>(operations.updateMessageGroup, { input })
    ).updateMessageGroup;
  }

  /** Takes another person's first message from the requests into the inbox. */
  accept = (other: { uuid: string }): Promise<MessageGroup> =>
    this.updateGroup({ uuid: groupOf(this, other), folder: 'INBOX' });

  async block(other: { uuid: string }): Promise<MessageGroup> {
    return (await this.get<{ blockUser: MessageGroup }>(operations.blockUser, { uuid: other.uuid }))
      .blockUser;
  }

  async unblock(other: { uuid: string }): Promise<MessageGroup> {
    return (
      await this.get<{ unblockUser: MessageGroup }>(operations.unblockUser, { uuid: other.uuid })
    ).unblockUser;
  }

  async mySettings(): Promise<Settings | null> {
    return (await this.get<{ mySettings: Settings | null }>(operations.mySettings)).mySettings;
  }

  async updateSettings(input: UpdateSettingsInput): Promise<Settings> {
    return (await this.get<{ updateSettings: Settings }>(operations.updateSettings, { input }))
      .updateSettings;
  }

  async messageGroup(uuid: string): Promise<MessageGroup | null> {
    return (
      await this.get<{ messageGroup: MessageGroup | null }>(operations.messageGroup, { uuid })
    ).messageGroup;
  }

  async mark(messageGroupUuid: string, upTo: string): Promise<ReadMarker> {
    const variables = { messageGroupUuid, upTo };
    return (
      await this.get<{ markMessageGroupRead: ReadMarker }>(
        operations.markMessageGroupRead,
        variables,
      )
    ).markMessageGroupRead;
  }

  /** Marks, and reads the row. */
  async markRead(messageGroupUuid: string, upTo: string): Promise<MessageGroup> {
    await this.mark(messageGroupUuid, upTo);
    return (await this.messageGroup(messageGroupUuid))!;
  }

  async message(messageGroupUuid: string, uuid: string): Promise<Message | null> {
    const variables = { messageGroupUuid, uuid };
    return (await this.get<{ message: Message | null }>(operations.message, variables)).message;
  }

  async edit({ messageGroupUuid, uuid }: Message, message: string): Promise<Message> {
    const input = { messageGroupUuid, uuid, message };
    return (await this.get<{ updateMessage: Message }>(operations.updateMessage, { input }))
      .updateMessage;
  }

  async unsend({ messageGroupUuid, uuid }: Message): Promise<Message> {
    const input = { messageGroupUuid, uuid };
    return (await this.get<{ deleteMessage: Message }>(operations.deleteMessage, { input }))
      .deleteMessage;
  }

  /** Null takes the reaction back. */
  async react({ messageGroupUuid, uuid }: Message, emoji: string | null): Promise<Message> {
    const input = { messageGroupUuid, uuid, emoji };
    return (await this.get<{ setReaction: Message }>(operations.setReaction, { input }))
      .setReaction;
  }

  async type(messageGroupUuid: string, typing = true): Promise<Typing> {
    const variables = { messageGroupUuid, typing };
    return (await this.get<{ setTyping: Typing }>(operations.setTyping, variables)).setTyping;
  }

  async changesAfter(
    messageGroupUuid: string,
    after?: string | null,
    limit?: number,
  ): Promise<MessageChanges> {
    const variables = { messageGroupUuid, after, limit };
    return (await this.get<{ changesAfter: MessageChanges }>(operations.changesAfter, variables))
      .changesAfter;
  }
}

/** The id of two people's conversation, computed as the data model says. */
export const groupOf = (a: { uuid: string }, b: { uuid: string }): string =>
  [a.uuid, b.uuid].sort().join('_');
