import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { MessagingError } from '../../client/src/messaging';
import { inWords } from '../../client/src/ui/auth/useAttempt';
import { reasonOf } from '../../client/src/ui/messages/reasons';

const table = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
/** Each error that a send can end with, for good. */
const ends = [...table.matchAll(/^\| `(\w+)` +\| ([^|]*)/gm)]
  .filter(([, type, operations]) => {
    const sending = /`createMessage`|any/.test(operations!);
    return sending && !new MessagingError(type!, '').retryable;
  })
  .map(([, type]) => type!);

describe('Why a message was not sent', () => {
  it.each([...ends, 'Expired', 'Unknown', 'ValidationError'])('%s is said in words', (type) => {
    const technical = 'what a machine said';
    const reason = reasonOf({ type, message: technical });
    expect(reason).not.toContain(technical);
    expect(reason).toMatch(/^[a-z].*\.$/);
  });

  it('is known for all that the API answers with', () => {
    expect(ends).toEqual(
      expect.arrayContaining(['MessageTooLong', 'Forbidden', 'RecipientIsSelf']),
    );
  });
});

describe('What went wrong with signing in', () => {
  const error = (name: string, message: string): Error =>
    Object.assign(new Error(message), { name });

  it.each([
    ['Incorrect username or password.', /not right/],
    ['Password attempts exceeded', /Too many attempts/],
    ['User is disabled.', /disabled/],
    ['Invalid session for the user, session is expired.', /too long/],
    ['User cannot be confirmed. Current status is CONFIRMED', /confirmed already/],
  ])('%s has its own text', (message, words) => {
    expect(inWords(error('NotAuthorizedException', message))).toMatch(words);
  });

  it.each([
    ['CodeMismatchException', 'Invalid verification code provided, please try again.', /was sent/],
    ['CodeMismatchException', 'Invalid code received for user', /the app shows/],
    ['EnableSoftwareTokenMFAException', 'Code mismatch', /the app shows/],
    ['ExpiredCodeException', 'Invalid code provided, please request a code again.', /too old/],
    ['ExpiredCodeException', 'Your software token has already been used once.', /has been used/],
  ])('a code of %s (%s) is told by where it comes from', (name, message, words) => {
    expect(inWords(error(name, message))).toMatch(words);
  });
});
