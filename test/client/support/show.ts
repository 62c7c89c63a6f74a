import { act } from 'react';
import { expect } from 'vitest';
import { useConversation, useInbox, type TimelineItem } from '../../../client/src/messaging';
import { Backend, openMessaging } from './client';
import { ada, ben, group, message, row } from './messages';
import { renderHook } from './render';

export const count = (backend: Backend, operation: string): number =>
  backend.asked.filter((name) => name === operation).length;
export const refusal = (errorType: string) => ({ errors: [{ errorType, message: errorType }] });
export const textsOf = ({ items }: { items: readonly TimelineItem[] }): (string | null)[] =>
  items.map((item) => (item.kind === 'message' ? item.message.message : item.entry.message));
export const settled = (): Promise<void> =>
  act(() => new Promise<void>((resolve) => setTimeout(resolve)));

/** Ada has a conversation with Ben: so many messages, each second one hers, of which she has read all. */
export function open(messages = 4) {
  const backend = new Backend();
  for (let at = 0; at < messages; at += 1) {
    backend.log.push(message({ at, from: at % 2 === 0 ? ben : ada }));
  }
  backend.rows.set(group, row({ at: messages - 1, readAt: messages - 1 }));
  const messaging = openMessaging(backend);
  return { backend, messaging };
}

/** A component with the conversation, and what else a test wants of it. */
export async function show<View>(
  { backend, messaging }: ReturnType<typeof open>,
  useMore: () => View,
) {
  const hook = await renderHook(messaging, () => ({
    inbox: useInbox(),
    conversation: useConversation(group),
    more: useMore(),
  }));
  await act(async () => backend.acknowledge());
  await act(() => expect.poll(() => hook.current.conversation.status).toBe('ready'));
  await act(() => expect.poll(() => hook.current.conversation.row).not.toBeNull());
  await settled();
  return hook;
}
export const nothing = (): void => undefined;
