import { extensions } from '@aws-appsync/utils';
import type { Subscription } from '../../generated/schema.js';

/** Every subscription. AppSync allows five calls of `invalidateSubscriptions` in one request. */
const SUBSCRIPTIONS: readonly Exclude<keyof Subscription, '__typename'>[] = [
  'onCreateMessage',
  'onUpdateMessage',
  'onMarkMessageGroupRead',
  'onUpdateMessageGroup',
  'onTyping',
];

/**
 * Lets `endSessionsOf` end this subscription. AppSync checks a token only when a subscription starts;
 * without this, a socket outlives its token by up to 24 hours.
 */
export function invalidateWithSessions(userUuid: string): void {
  extensions.setSubscriptionInvalidationFilter({
    filterGroup: [{ filters: [{ fieldName: 'userUuid', operator: 'eq', value: userUuid }] }],
  });
}

/** Ends the caller's subscription to read markers: their settings decide what it may deliver. */
export function endReadMarkersOf(userUuid: string): void {
  extensions.invalidateSubscriptions({
    subscriptionField: 'onMarkMessageGroupRead',
    payload: { userUuid },
  });
}

/** Ends all live subscriptions of a user and closes the connections that they are on. */
export function endSessionsOf(userUuid: string): void {
  for (const subscriptionField of SUBSCRIPTIONS) {
    extensions.invalidateSubscriptions({ subscriptionField, payload: { userUuid } });
  }
}
