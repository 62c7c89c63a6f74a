import { util } from '@aws-appsync/utils';

export const LOAN_DAYS = 28;

/** The date so many days after an instant (epoch milliseconds), in UTC. */
export const dateOf = (instant: number, days: number): string =>
  util.time.epochMilliSecondsToFormatted(instant + days * 86_400_000, 'yyyy-MM-dd');

/** A stored loan as the schema has it. */
export const withDates = <Loan extends { since: number }>(loan: Loan) => ({
  ...loan,
  since: util.time.epochMilliSecondsToISO8601(loan.since),
  due: dateOf(loan.since, LOAN_DAYS),
});
