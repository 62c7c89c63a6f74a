import { extensions, util } from '@aws-appsync/utils';

export function request() {
  return { payload: null };
}

export function response(ctx) {
  const { desks } = ctx.args;
  if (desks.length === 0) util.error('Name at least one desk', 'NoDesk');
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ desk: { in: desks } }));
  return null;
}
