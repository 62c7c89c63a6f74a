import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { MessagingError } from '../../client/src/messaging';
import { inWords } from '../../client/src/ui/auth/useAttempt';
import { mayYetChange, problemOfChange } from '../../client/src/ui/messages/problemOfChange';
import { reasonOf } from '../../client/src/ui/messages/reasons';

const schema = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
/** Each error that the description of one of the three names. */
const ofChanges = ['updateMessage', 'deleteMessage', 'setReaction'].flatMap((operation) => {
  const before = schema.slice(0, schema.indexOf(`\n  ${operation}(`));
  const description = before.slice(before.lastIndexOf('Errors:'));
  return [...description.matchAll(/`([A-Z]\w+)`/g)].map(([, type]) => type!);
});
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

describe('Why a message was not changed', () => {
  const failed = (type: string) => new MessagingError(type, 'what a machine said');
  const usual = problemOfChange(failed('NoSuchType'));
  const again = ['Conflict', 'Unavailable'];

  it('is known for all that the schema names', () => {
    expect(ofChanges).toEqual(
      expect.arrayContaining(['EditWindowClosed', 'TooManyEdits', 'InvalidEmoji', 'NotAccepted']),
    );
  });

  it.each([...new Set(ofChanges)])('%s is said in words of its own', (type) => {
    const text = problemOfChange(failed(type));
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text === usual).toBe(again.includes(type));
  });

  it('keeps the new text for another try only where one may succeed', () => {
    for (const type of [...again, 'MessageTooLong', 'Network'])
      expect(mayYetChange(failed(type))).toBe(true);
    for (const type of ['EditWindowClosed', 'TooManyEdits', 'MessageDeleted'])
      expect(mayYetChange(failed(type))).toBe(false);
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
