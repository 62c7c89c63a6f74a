/**
 * Direct messages for React: no styling, no routing. Needs `aws-amplify` 6 and
 * `@tanstack/react-query` 5. See docs/examples/reactApp.tsx for a whole application.
 */
export { Messaging, type MessagingOptions } from './messaging';
export { MessagingProvider, useMessaging } from './MessagingProvider';
export {
  useConnection,
  useFolder,
  useFolderOf,
  useInbox,
  useIncomingMessages,
  useMe,
  usePerson,
  useSettings,
  type FolderView,
} from './hooks';
export { useConversation, type ConversationView } from './useConversation';
export { useDraft } from './useDraft';
export { useMessage } from './useMessage';
export { useReceipts } from './useReceipts';
export { useTyping, type TypingView } from './useTyping';
export { Observable } from './observable';
export { useObservable } from './useObservable';
export { isSessionOver, MessagingError } from './errors';
export { messageGroupUuidOf, otherUserUuidOf } from './messageGroupUuid';
export type { ConnectionStatus } from './connection';
export type { OutboxEntry, TimelineItem } from './outbox';
export type { Missed } from './timeline';
export type { Folder, Me, Message, MessageGroup, Recipient, Settings, User } from './types';
