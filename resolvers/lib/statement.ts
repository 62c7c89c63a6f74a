import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';
import { isVisible, wellFormed } from './text.js';

const { statementMaxCodePoints } = limits.report;

/** Checks a decision's statement of reasons. @returns it, well-formed. Errors: `InvalidDecision`. */
export function checkStatement(statement: string): string {
  const text = wellFormed(statement);
  const max = statementMaxCodePoints;
  if (text.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, text)) {
    fail('InvalidDecision', `The statement is longer than ${max} characters`, { max });
  }
  if (!isVisible(text)) {
    fail('InvalidDecision', 'The statement has nothing in it that can be seen');
  }
  return text;
}
