/** What a number of people asks of each quota, at the busiest moment. */
import { amounts, bill, tokensPerMinute, type Usage } from './costModel.js';
import { secondsOfMonth } from './costWatch.js';
import { type QuotaName, quotas } from './quotas.js';

/** The busiest second asks for so many times the average. An assumption, not measured. */
export const peakFactor = 5;
/** After an interruption of the service, all connected clients come back within so many seconds. */
export const reconnectSeconds = 60;

export type Growth = ReturnType<typeof growth>;

/** @param person the month of one person, and `users` of them. */
export function growth(person: Omit<Usage, 'users' | 'messages'>, users: number, sent: number) {
  const usage: Usage = { ...person, users, messages: users * sent };
  const { written, operations, typing, updates, minutes } = amounts(usage);
  const peak = (perMonth: number) => (perMonth / secondsOfMonth) * peakFactor;
  const messagesPerSecond = peak(usage.messages);
  const connections = (minutes / (secondsOfMonth / 60)) * peakFactor;
  const rates: Record<Exclude<QuotaName, 'partitionWrites' | 'signUps'>, number> = {
    writeBrake: peak(written.table),
    tableWrites: peak(written.table),
    requestTokens: peak(operations + typing),
    inboundMessages: peak(usage.messages * (1 + usage.changes) + typing + users * usage.reads),
    outboundMessages: peak(updates + typing),
    connects: connections / reconnectSeconds,
    refreshes: (connections * tokensPerMinute) / 60,
  };
  const demands = Object.entries(rates)
    .map(([name, perSecond]) => {
      const quota = name as keyof typeof rates;
      // Over 1: the quota binds.
      return { quota, perSecond, share: perSecond / quotas[quota].perSecond };
    })
    .sort((a, b) => b.share - a.share);
  const ofAWS = demands.filter(({ quota }) => quota !== 'writeBrake');
  return {
    users,
    messagesPerSecond,
    connections,
    /** At the busiest moment, in each quota's unit. The one that binds first comes first. */
    demands,
    /**
     * Copies of the product (API, table, pool, each in an account or region of its own) that this
     * takes at AWS's default quotas, without the product's own brake.
     */
    cells: Math.max(1, Math.ceil(ofAWS[0]!.share)),
    /** Dollars a month, on demand. */
    bill: bill(usage).reduce((sum, { onDemand }) => sum + onDemand, 0),
  };
}
