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

const filterOf = (anyOf: Record<string, string>[]) => ({
  filterGroup: anyOf.map((fields) => ({
    filters: Object.entries(fields).map(([fieldName, value]) => ({
      fieldName,
      operator: 'eq' as const,
      value,
    })),
  })),
});

/**
 * The response of every subscription. Lets `endSessionsOf` end it, too: AppSync checks a token only when a
 * subscription starts; without this, a socket outlives its token by up to 24 hours.
 * @param anyOf what is delivered: all that has the values of one of these in its fields
 */
export function deliver(userUuid: string, ...anyOf: Record<string, string>[]): null {
  extensions.setSubscriptionFilter(filterOf(anyOf));
  extensions.setSubscriptionInvalidationFilter(filterOf([{ userUuid }]));
  return null;
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
