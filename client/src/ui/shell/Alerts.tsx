import { useCallback, useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useInbox, useIncomingMessages, useMessaging, type Message } from '../../messaging';
import { previewOf } from '../../messaging/preview';
import { nameOf } from '../parts/recipient';
import { wantsNotifications } from '../../notifications';

const isHidden = (): boolean => document.visibilityState === 'hidden';

/** Tells of new messages outside of the page: on its icon, and by notifications while it is hidden. */
export default function Alerts(): ReactNode {
  useBadge(useInbox().unreadTotal);
  useNotifications();
  return null;
}

/** The number of unread messages on the icon of the installed app, where the browser can show it. */
function useBadge(count: number): void {
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    navigator.setAppBadge(count).catch(() => undefined);
    return () => void navigator.clearAppBadge().catch(() => undefined);
  }, [count]);
}

function useNotifications(): void {
  const { userUuid } = useMessaging();
  const [, navigate] = useLocation();
  const inSight = `messaging.inSight.${userUuid}`;
  useHeldInSight(inSight);
  const notify = useCallback(
    async (message: Message): Promise<void> => {
      if (!isHidden() || !wantsNotifications(userUuid)) return;
      const { held = [] } = await navigator.locks.query();
      // Another tab of the person shows it.
      if (held.some(({ name }) => name === inSight)) return;
      const notification = new Notification(nameOf(message), {
        body: previewOf(message) ?? '',
        icon: '/icon.svg',
        // Several hidden tabs show it once.
        tag: message.uuid,
      });
      notification.onclick = () => {
        window.focus();
        navigate(`/messages/${message.messageGroupUuid}`);
      };
      document.addEventListener('visibilitychange', () => notification.close(), { once: true });
    },
    [userUuid, inSight, navigate],
  );
  useIncomingMessages(
    useCallback((message: Message) => void notify(message).catch(() => undefined), [notify]),
  );
}

/** Holds a lock while this tab is in sight: the person's other tabs ask for it. */
function useHeldInSight(name: string): void {
  useEffect(() => {
    let release = (): void => undefined;
    const update = (): void => {
      release();
      if (isHidden()) return;
      const held = new Promise<void>((resolve) => (release = resolve));
      void navigator.locks.request(name, { mode: 'shared' }, () => held);
    };
    update();
    document.addEventListener('visibilitychange', update);
    return () => {
      document.removeEventListener('visibilitychange', update);
      release();
    };
  }, [name]);
}
