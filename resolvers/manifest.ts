/**
 * The map of the API: field → functions → data source. CDK, the host, the bundler and the tests read
 * it. A missing or misspelt field, function or data source fails `tsc`. Pure data: no code runs here.
 */
import type { Mutation, Query, Subscription } from '../generated/schema.js';

/** Limits of one request (`queryDepthLimit`, `resolverCountLimit`). */
export const limits = {
  /** `messages { items { uuid } }` is 3 deep. */
  queryDepth: 4,
  /** Used where introspection is on: GraphiQL's own query is 15 deep. */
  queryDepthWithIntrospection: 20,
  /**
   * No client asks for more than two fields at once, and each may cost a page of 100. Assumed: the
   * functions of a pipeline do not count (AppSync API reference: "resolvers that can be invoked").
   */
  resolverCount: 3,
} as const;

/** What a data source may do on the table. Becomes the IAM policy of its role; the host enforces the same. */
export type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem';

export type DataSource =
  | { readonly type: 'NONE' }
  | {
      readonly type: 'AMAZON_DYNAMODB';
      readonly actions: readonly TableAction[];
      /** Writes are allowed only as part of a TransactWriteItems (IAM: `dynamodb:EnclosingOperation`). */
      readonly transactionOnly?: true;
    };

/** Each data source has its own role with exactly these actions. */
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

/** @property file the module below `functions/`, if its name differs from the function's */
export interface PipelineFunction {
  readonly dataSource: DataSourceName;
  readonly file?: string;
}

/** In the order of the folders in `functions/`. */
export const functions = {
  // messages
  listMessages: { dataSource: 'reads' },
  listMessagesAfter: { dataSource: 'reads' },
  checkMessage: { dataSource: 'none' },
  findRecipient: { dataSource: 'reads' },
  findSender: { dataSource: 'reads' },
  // A pipeline cannot loop, and AppSync does not document a function that is in a pipeline twice.
  sendMessage1: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage2: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage3: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage4: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage5: { dataSource: 'sends', file: 'sendMessage' },
  sendMessage6: { dataSource: 'sends', file: 'sendMessage' },
  answerWithMessage: { dataSource: 'reads' },
  subscribeToMessages: { dataSource: 'none' },

  // messageGroups
  listMessageGroups: { dataSource: 'reads' },
  getMessageGroup: { dataSource: 'reads' },
  checkReadMarker: { dataSource: 'none' },
  markAllRead: { dataSource: 'readMarkers' },
  findRowToMark: { dataSource: 'reads' },
  countRead: { dataSource: 'reads' },
  markSomeRead: { dataSource: 'readMarkers' },
  subscribeToReadMarkers: { dataSource: 'none' },

  // users
  getMe: { dataSource: 'reads' },
  getUserByHandle: { dataSource: 'reads' },
  endSessions: { dataSource: 'none' },
} as const satisfies Record<string, PipelineFunction>;

export type FunctionName = keyof typeof functions;

type FieldOf<Name extends string, T> = `${Name}.${Exclude<keyof T & string, '__typename'>}`;

/** Every root field of the schema. Each needs a pipeline. */
export type Field =
  FieldOf<'Query', Query> | FieldOf<'Mutation', Mutation> | FieldOf<'Subscription', Subscription>;

/** The functions of each field, in order; the fields in the order of the folders. */
export const pipelines = {
  // messages
  'Query.messages': ['listMessages'],
  'Query.messagesAfter': ['listMessagesAfter'],
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
  'Subscription.onCreateMessage': ['subscribeToMessages'],

  // messageGroups
  'Query.messageGroups': ['listMessageGroups'],
  'Query.messageGroup': ['getMessageGroup'],
  'Mutation.markMessageGroupRead': [
    'checkReadMarker',
    'markAllRead',
    'findRowToMark',
    'countRead',
    'markSomeRead',
  ],
  'Subscription.onMarkMessageGroupRead': ['subscribeToReadMarkers'],

  // users
  'Query.me': ['getMe'],
  'Query.user': ['getUserByHandle'],
  'Mutation.endSessions': ['endSessions'],
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
