import { describe, expect, it } from 'vitest';
import { MessagingError, toMessagingError } from '../../client/src/messaging/errors';

const amplify = (error: object) => ({ data: {}, errors: [error] });
const cause = (name: string, rest: object = {}) =>
  amplify({ message: 'm', originalError: { name, message: 'm', ...rest } });

describe('What Amplify rejects with', () => {
  it.each([
    [
      'an error of the API',
      {
        data: null,
        errors: [{ errorType: 'MessageTooLong', message: 'm', errorInfo: { max: 1024 } }],
      },
      'MessageTooLong',
      false,
    ],
    ['a conflict', amplify({ errorType: 'Conflict', message: 'm' }), 'Conflict', true],
    [
      'a table that does not answer',
      amplify({ errorType: 'Unavailable', message: 'm' }),
      'Unavailable',
      true,
    ],
    ['no network', cause('NetworkError'), 'Network', true],
    ['a request that took too long', { name: 'CanceledError', message: 'm' }, 'Timeout', true],
    ['the page of a proxy', cause('SyntaxError'), 'Network', true],
    [
      'HTTP 401',
      cause('UnauthorizedException', { response: { statusCode: 401 } }),
      'Unauthorized',
      true,
    ],
    ['HTTP 403 of a firewall', cause('x', { response: { statusCode: 403 } }), 'Unavailable', true],
    ['HTTP 429', cause('x', { response: { statusCode: 429 } }), 'Unavailable', true],
    ['HTTP 503', cause('x', { response: { statusCode: 503 } }), 'Unavailable', true],
    ['HTTP 400', cause('x', { response: { statusCode: 400 } }), 'Unknown', false],
    ['no user signed in', { name: 'NoValidAuthTokens', message: 'm' }, 'SignedOut', false],
    [
      'a session that ended',
      { name: 'NoSignedUser', underlyingError: { name: 'NotAuthorizedException' } },
      'SignedOut',
      false,
    ],
    [
      'a session that cannot be renewed offline',
      { name: 'NoSignedUser', underlyingError: { name: 'NetworkError' } },
      'Network',
      true,
    ],
    [
      'a session that cannot be renewed, for Cognito is overloaded',
      { name: 'NoSignedUser', underlyingError: { name: 'TooManyRequestsException' } },
      'Unavailable',
      true,
    ],
    [
      'a session that was revoked',
      { name: 'NoSignedUser', underlyingError: { name: 'TokenRevokedException' } },
      'SignedOut',
      false,
    ],
    [
      'an error without a type',
      amplify({ message: 'Validation error of type FieldUndefined' }),
      'Unknown',
      false,
    ],
    ['nothing at all', undefined, 'Unknown', false],
  ])('%s has a name', (_what, thrown, type, retryable) => {
    const error = toMessagingError(thrown);
    expect(error).toBeInstanceOf(MessagingError);
    expect(error).toMatchObject({ type, retryable });
  });

  it.each([
    ['a list', [{ errorType: 'Forbidden', message: 'not yours' }]],
    ['a single one', { errorType: 'Forbidden', message: 'not yours' }],
  ])('an error frame of a subscription, with %s, is read from its text', (_what, errors) => {
    const thrown = amplify({ message: `Connection failed: ${JSON.stringify({ errors })}` });
    expect(toMessagingError(thrown)).toMatchObject({ type: 'Forbidden', message: 'not yours' });
  });

  it('what the API says for programs is kept', () => {
    const thrown = amplify({ errorType: 'MessageTooLong', message: 'm', errorInfo: { max: 1024 } });
    expect(toMessagingError(thrown).info).toEqual({ max: 1024 });
  });

  it('has its name once', () => {
    const error = new MessagingError('Conflict', 'm');
    expect(toMessagingError(error)).toBe(error);
  });
});
