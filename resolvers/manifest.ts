/**
 * The map of the API: field → functions → data source. CDK, the host, the bundler and the tests read
 * it. A missing or misspelt field, function or data source fails the check of types. Pure data.
 */
import type { Mutation, Query, Subscription } from '../generated/schema.js';
import type { DataSourceName } from './dataSources.js';
import { tries, triesOf } from './tries.js';

export {
  type DataSource,
  dataSources,
  type DataSourceName,
  type TableAction,
} from './dataSources.js';

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
  findPeople: { dataSource: 'reads' },
  ...tries('sendMessage', 'sends'),
  answerWithMessage: { dataSource: 'reads' },
  subscribeToMessages: { dataSource: 'none' },
  getMessage: { dataSource: 'reads' },
  checkUpdateMessage: { dataSource: 'none' },
  checkDeleteMessage: { dataSource: 'none' },
  checkReaction: { dataSource: 'none' },
  findChanged: { dataSource: 'reads' },
  ...tries('changeMessage', 'changes'),
  answerWithChange: { dataSource: 'none' },
  listChanges: { dataSource: 'reads' },
  getChanged: { dataSource: 'reads' },
  subscribeToChanges: { dataSource: 'none' },

  // messageGroups
  listMessageGroups: { dataSource: 'reads' },
  getMessageGroup: { dataSource: 'reads' },
  nameBlocked: { dataSource: 'reads' },
  checkReadMarker: { dataSource: 'none' },
  markAllRead: { dataSource: 'readMarkers' },
  findRow: { dataSource: 'reads' },
  countRead: { dataSource: 'reads' },
  markSomeRead: { dataSource: 'readMarkers' },
  subscribeToReadMarkers: { dataSource: 'reads' },
  checkMessageGroupUpdate: { dataSource: 'none' },
  updateMessageGroup: { dataSource: 'rows' },
  judgeUpdate: { dataSource: 'none' },
  clearSome: { dataSource: 'rows' },
  subscribeToMessageGroups: { dataSource: 'none' },
  setTyping: { dataSource: 'reads' },
  subscribeToTyping: { dataSource: 'reads' },

  // users
  getMe: { dataSource: 'reads' },
  getUserByHandle: { dataSource: 'reads' },
  endSessions: { dataSource: 'none' },
  getSettings: { dataSource: 'reads' },
  findHandle: { dataSource: 'reads' },
  updateSettings: { dataSource: 'settings' },
  searchUsers: { dataSource: 'reads' },
  checkProfile: { dataSource: 'none' },
  findProfile: { dataSource: 'reads' },
  ...tries('updateProfile', 'profiles'),
  answerWithProfile: { dataSource: 'none' },
  ...tries('deleteAccount', 'profiles'),
  answerWithDeletion: { dataSource: 'none' },
  checkBlock: { dataSource: 'none' },
  findPerson: { dataSource: 'reads' },
  // As often as a send: a flood of messages must not be able to starve a block.
  ...tries('blockUser', 'blocks'),
  ...tries('unblockUser', 'blocks'),
  answerWithBlockedRow: { dataSource: 'reads' },

  // reports
  findReportedMessage: { dataSource: 'reads' },
  findMessagesAfterReported: { dataSource: 'reads' },
  storeReport1: { dataSource: 'reports', file: 'storeReport' },
  storeReport2: { dataSource: 'reports', file: 'storeReport' },
  storeReport3: { dataSource: 'reports', file: 'storeReport' },
  answerWithReport: { dataSource: 'none' },
  listMyReports: { dataSource: 'reads' },
  listReports: { dataSource: 'moderation' },
  getListedReports: { dataSource: 'moderation' },
  getReport: { dataSource: 'moderation' },
  getEvidence: { dataSource: 'moderation' },
  getReportedUser: { dataSource: 'moderation' },
  answerWithCase: { dataSource: 'none' },
  checkDecision: { dataSource: 'none' },
  ...tries('decideReport', 'moderation'),
  answerWithDecision: { dataSource: 'none' },
  checkRemoval: { dataSource: 'none' },
  ...tries('removeMessage', 'removals'),
} as const satisfies Record<string, PipelineFunction>;

export type FunctionName = keyof typeof functions;

type FieldOf<Name extends string, T> = `${Name}.${Exclude<keyof T & string, '__typename'>}`;

/** Every root field of the schema. Each needs a pipeline. */
export type Field =
  | FieldOf<'Query', Query>
  | FieldOf<'Mutation', Mutation>
  | FieldOf<'Subscription', Subscription>;

/** What all changes of a message have in common. */
const changing = [
  'findChanged',
  ...triesOf('changeMessage'),
  'answerWithChange',
] as const satisfies readonly FunctionName[];

/** The functions of each field, in order; the fields in the order of the folders. */
export const pipelines = {
  // messages
  'Query.messages': ['listMessages'],
  'Query.messagesAfter': ['listMessagesAfter'],
  'Mutation.createMessage': [
    'checkMessage',
    'findRecipient',
    'findPeople',
    ...triesOf('sendMessage'),
    'answerWithMessage',
  ],

  'Subscription.onCreateMessage': ['subscribeToMessages'],
  'Query.message': ['getMessage'],
  'Query.changesAfter': ['listChanges', 'getChanged'],
  'Mutation.updateMessage': ['checkUpdateMessage', ...changing],
  'Mutation.deleteMessage': ['checkDeleteMessage', ...changing],
  'Mutation.setReaction': ['checkReaction', ...changing],
  'Subscription.onUpdateMessage': ['subscribeToChanges'],

  // messageGroups
  'Query.messageGroups': ['listMessageGroups', 'nameBlocked'],
  'Query.messageGroup': ['getMessageGroup', 'nameBlocked'],
  'Mutation.markMessageGroupRead': [
    'checkReadMarker',
    'markAllRead',
    'findRow',
    'countRead',
    'markSomeRead',
  ],
  'Subscription.onMarkMessageGroupRead': ['subscribeToReadMarkers'],
  'Mutation.updateMessageGroup': [
    'checkMessageGroupUpdate',
    'updateMessageGroup',
    'findRow',
    'judgeUpdate',
    'countRead',
    'clearSome',
  ],
  'Subscription.onUpdateMessageGroup': ['subscribeToMessageGroups'],
  'Mutation.setTyping': ['setTyping'],
  'Subscription.onTyping': ['subscribeToTyping'],

  // users
  'Query.me': ['getMe'],
  'Query.user': ['getUserByHandle'],
  'Query.searchUsers': ['searchUsers'],
  'Mutation.updateProfile': [
    'checkProfile',
    'findProfile',
    ...triesOf('updateProfile'),
    'answerWithProfile',
  ],
  'Mutation.deleteAccount': [...triesOf('deleteAccount'), 'answerWithDeletion'],
  'Mutation.endSessions': ['endSessions'],
  'Query.mySettings': ['getSettings'],
  'Mutation.updateSettings': ['findHandle', 'updateSettings', 'getSettings'],
  'Mutation.blockUser': [
    'checkBlock',
    'findPerson',
    ...triesOf('blockUser'),
    'answerWithBlockedRow',
  ],
  'Mutation.unblockUser': ['checkBlock', ...triesOf('unblockUser'), 'answerWithBlockedRow'],

  // reports
  'Query.myReports': ['listMyReports'],
  'Query.reports': ['listReports', 'getListedReports'],
  'Query.report': ['getReport', 'getEvidence', 'getReportedUser', 'answerWithCase'],
  'Mutation.reportMessage': [
    'findReportedMessage',
    'findMessagesAfterReported',
    'storeReport1',
    'storeReport2',
    'storeReport3',
    'answerWithReport',
  ],
  'Mutation.decideReport': [
    'checkDecision',
    'getReport',
    ...triesOf('decideReport'),
    'answerWithDecision',
  ],
  'Mutation.removeReportedMessage': [
    'checkRemoval',
    'getReport',
    'findChanged',
    ...triesOf('removeMessage'),
    'answerWithChange',
  ],
} as const satisfies Record<Field, readonly FunctionName[]>;
