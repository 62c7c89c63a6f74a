import { limits } from '../../generated/limits';

/** `2026-11-29`, of the reader's calendar. */
function dayText(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function dayFromToday(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  return dayText(at);
}

/** The last day on which a suspension may end. A day less than the API allows: it ends at midnight. */
export const lastDay = (): string => dayFromToday(limits.report.maxSuspensionDays - 1);

/** The last second of a day of the reader's calendar, for the API. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();
