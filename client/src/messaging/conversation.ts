/** The hooks of one open conversation. They are not part of the first load: see vite.config.ts. */
export { useConversation, type ConversationView } from './useConversation';
export { useDraft } from './useDraft';
export { useMessage } from './useMessage';
export { useReceipts } from './useReceipts';
export { useTyping, type TypingView } from './useTyping';
