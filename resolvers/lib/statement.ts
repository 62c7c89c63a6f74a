import { limits } from '../limits.js';
import { fail } from './errors.js';
import { isLonger, isVisible, wellFormed } from './text.js';

/** Checks a decision's statement of reasons. @returns it, well-formed. Errors: `InvalidDecision`. */
export function checkStatement(statement: string): string {
  const text = wellFormed(statement);
  const max = limits.report.statementMaxCodePoints;
  if (isLonger(text, max)) {
    fail('InvalidDecision', `The statement is longer than ${max} characters`, { max });
  }
  if (!isVisible(text)) {
    fail('InvalidDecision', 'The statement has nothing in it that can be seen');
  }
  return text;
}
