/**
 * The map of the system: field → functions → data source. CDK, the local host, the bundler and the
 * tests all read it; a missing or misspelt field, function or data source fails `tsc`.
 * Pure data: no code runs from here.
 */
import type { Mutation, Query, Subscription } from '../generated/schema.js';

/** What one request may ask for (`queryDepthLimit`, `resolverCountLimit`). */
export const limits = {
  /** `messages { items { uuid } }` is 3 deep. */
  queryDepth: 4,
  /** Where introspection is on: GraphiQL's own query is 15 deep. */
  queryDepthWithIntrospection: 20,
  /**
   * No client asks for more than two fields at once, and each may cost a page of 100. Assumed: the
   * functions of a pipeline do not count (AppSync API reference: "resolvers that can be invoked").
   */
  resolverCount: 3,
} as const;

/** What a data source may do on the table. Becomes its role's IAM policy; the local host holds it to the same. */
export type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem';

export type DataSource =
  | { readonly type: 'NONE' }
  | {
      readonly type: 'AMAZON_DYNAMODB';
      readonly actions: readonly TableAction[];
      /** Writes are allowed only as part of a TransactWriteItems (IAM: `dynamodb:EnclosingOperation`). */
      readonly transactionOnly?: true;
    };

/** One role each, with just these actions. */
export const dataSources = {
  none: { type: 'NONE' },
  reads: { type: 'AMAZON_DYNAMODB', actions: ['GetItem', 'Query'] },
  sends: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem'],
    transactionOnly: true,
  },
  /** GetItem: AppSync reads the row back when an UpdateItem's condition fails. */
  readMarkers: { type: 'AMAZON_DYNAMODB', actions: ['UpdateItem', 'GetItem'] },
} as const satisfies Record<string, DataSource>;

export type DataSourceName = keyof typeof dataSources;

/** `file`: the module in `functions/`, where it is not named as the function is. */
export interface PipelineFunction {
  readonly dataSource: DataSourceName;
  readonly file?: string;
}

export const functions = {
  listMessageGroups: { dataSource: 'reads' },
  getMessageGroup: { dataSource: 'reads' },
  listMessages: { dataSource: 'reads' },
  listMessagesAfter: { dataSource: 'reads' },
  getMe: { dataSource: 'reads' },
  getUserByHandle: { dataSource: 'reads' },

  checkMessage: { dataSource: 'none' },
  findRecipient: { dataSource: 'reads' },
  findSender: { dataSource: 'reads' },
  // A pipeline cannot loop, and nothing documents one function standing in it twice.
  sendMessage1: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage2: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage3: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage4: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage5: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage6: { dataSource: 'sends', file: 'sendMessage' },
  answerWithMessage: { dataSource: 'reads' },

  checkReadMarker: { dataSource: 'none' },
  markAllRead: { dataSource: 'readMarkers' },
  findRowToMark: { dataSource: 'reads' },
  countRead: { dataSource: 'reads' },
  markSomeRead: { dataSource: 'readMarkers' },

  subscribeToMessages: { dataSource: 'none' },
  subscribeToReadMarkers: { dataSource: 'none' },
} as const satisfies Record<string, PipelineFunction>;

export type FunctionName = keyof typeof functions;

type FieldOf<Name extends string, T> = `${Name}.${Exclude<keyof T & string, '__typename'>}`;

/** Every root field of the schema: each needs a pipeline. */
export type Field =
  FieldOf<'Query', Query> | FieldOf<'Mutation', Mutation> | FieldOf<'Subscription', Subscription>;

/** In the order in which they run. */
export const pipelines = {
  'Query.messageGroups': ['listMessageGroups'],
  'Query.messageGroup': ['getMessageGroup'],
  'Query.messages': ['listMessages'],
  'Query.messagesAfter': ['listMessagesAfter'],
  'Query.me': ['getMe'],
  'Query.user': ['getUserByHandle'],

  'Mutation.createMessage': [
    'checkMessage',
    'findRecipient',
    'findSender',
    'sendMessage1',
    'sendMessage2',
    'sendMessage3',
    'sendMessage4',
    'sendMessage5',
    'sendMessage6',
    'answerWithMessage',
  ],
  'Mutation.markMessageGroupRead': [
    'checkReadMarker',
    'markAllRead',
    'findRowToMark',
    'countRead',
    'markSomeRead',
  ],

  'Subscription.onCreateMessage': ['subscribeToMessages'],
  'Subscription.onMarkMessageGroupRead': ['subscribeToReadMarkers'],
} as const satisfies Record<Field, readonly FunctionName[]>;

/** The one field that an AppSync cache may serve, where a stage has one (docs/adr). */
export const cachedField = {
  field: 'Query.user',
  /** Under `ctx`. The answer depends on nothing else: it is the same for every caller. */
  keys: ['arguments.handle'],
  ttlSeconds: 300,
} as const satisfies {
  readonly field: Field;
  readonly keys: readonly string[];
  readonly ttlSeconds: number;
};
