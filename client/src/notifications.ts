import { deviceStorage } from './messaging/deviceStorage';

const keyOf = (userUuid: string): string => `messaging.notifications.${userUuid}`;

/** The person wants notifications on this device, and the browser still lets the page show them. */
export const wantsNotifications = (userUuid: string): boolean =>
  'Notification' in window &&
  Notification.permission === 'granted' &&
  deviceStorage().getItem(keyOf(userUuid)) !== null;

/** The person wants none on this device any more. */
export const forgetNotifications = (userUuid: string): void =>
  deviceStorage().removeItem(keyOf(userUuid));

/** What asking for notifications ends with. */
export type Asked = 'on' | 'refused' | 'impossible';

/**
 * Asks the browser, which asks the person: only after a click. The first notification says that they are
 * on; browsers of phones show those of installed apps only, and refuse it.
 */
export async function askForNotifications(userUuid: string): Promise<Asked> {
  if (!('Notification' in window)) return 'impossible';
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  try {
    new Notification('Notifications are on', { tag: 'on', icon: '/icon.svg' });
    deviceStorage().setItem(keyOf(userUuid), 'on');
    return 'on';
  } catch {
    return 'impossible';
  }
}
