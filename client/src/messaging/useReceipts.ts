import { useRow } from './useOther';

/**
 * How far the other person of a conversation has read: the id of a message; null while nothing is known,
 * and where one of the two hides it.
 */
export function useReceipts(messageGroupUuid: string): { readonly otherReadUpTo: string | null } {
  return { otherReadUpTo: useRow(messageGroupUuid).otherReadUpTo };
}
