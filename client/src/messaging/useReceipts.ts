import { useMessaging } from './MessagingProvider';
import type { Settings } from './types';
import { useRow } from './useOther';

/**
 * How far the other person of a conversation has read: the id of a message; null while nothing is known,
 * and where one of the two hides it.
 */
export function useReceipts(messageGroupUuid: string): { readonly otherReadUpTo: string | null } {
  const { keys, queryClient } = useMessaging();
  const { otherReadUpTo } = useRow(messageGroupUuid);
  // The rows follow the setting some moments later.
  const settings = queryClient.getQueryData<Settings>(keys.settings);
  return { otherReadUpTo: settings?.showsReadReceipts === false ? null : otherReadUpTo };
}
