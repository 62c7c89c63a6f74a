import { MessagingError } from '../../messaging';
import type { CaseDecision, MyReport, ReportReason } from '../../moderation/types';

export const reasonWords: Record<ReportReason, string> = {
  SPAM: 'Spam',
  HARASSMENT: 'Harassment',
  HATE: 'Hate',
  SEXUAL: 'Sexual content',
  OTHER: 'Something else',
};

/** For moderators. */
export const decisionWords: Record<CaseDecision['decision'], string> = {
  DISMISS: 'Dismissed',
  SUSPEND_SENDER: 'Sender suspended',
  REMOVE_MESSAGE: 'Message removed',
};

/** For the reporter. */
export const outcomeWords: Record<NonNullable<MyReport['decision']>, string> = {
  DISMISS: 'The moderators take no action.',
  SUSPEND_SENDER: 'The person who wrote the message may not send messages for some time.',
  REMOVE_MESSAGE: 'The moderators have removed the message.',
};

/** The API's texts of these name what to correct. */
const EXPLAINED = new Set(['InvalidDecision']);

const NO_ANSWER = 'There was no answer. Look at the decisions, then try again.';

const PROBLEMS: Record<string, string> = {
  Forbidden: 'You may not decide about this report. Sign in again if you have become a moderator.',
  MessageNotFound: 'The message no longer exists.',
  MessageDeleted: 'The message is gone already: it was unsent or removed.',
  ReportNotFound: 'This report is no longer kept, or it is about you.',
  Unavailable: 'The decision was not stored. Try again.',
  Unauthorized: 'You are not a moderator, or your session has ended. Sign in again.',
  SignedOut: 'Your session has ended. Sign in again.',
  Network: NO_ANSWER,
  Timeout: NO_ANSWER,
};

/** Why a decision was not taken, for the moderator. */
export function problemOf(error: Error): string {
  if (!(error instanceof MessagingError)) return 'Something went wrong. Try again.';
  if (EXPLAINED.has(error.type)) return `${error.message}.`;
  if (error.type === 'Conflict') {
    return error.info.retryable === true
      ? 'The reported person wrote at the same time. Try again.'
      : 'Another moderator decided at the same time. Read that decision before you decide again.';
  }
  return PROBLEMS[error.type] ?? 'Something went wrong. Try again.';
}
