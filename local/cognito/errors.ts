/**
 * Cognito's error answer: the name of the exception and a message for people. Names and texts are
 * the service's own (Amazon Cognito user pools API reference; texts as clients report them).
 */
export class CognitoError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly statusCode = 400,
  ) {
    super(message);
  }
}

/** The same for a wrong password and an unknown user (`PreventUserExistenceErrors`: ENABLED). */
export const incorrectPassword = () =>
  new CognitoError('NotAuthorizedException', 'Incorrect username or password.');

export const notAuthorized = (message: string) =>
  new CognitoError('NotAuthorizedException', message);

export const invalidParameter = (message: string) =>
  new CognitoError('InvalidParameterException', message);

export const attemptLimitExceeded = () =>
  new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

export const codeMismatch = () =>
  new CognitoError(
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  );

export const expiredCode = () =>
  new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

export const aliasExists = () =>
  new CognitoError('AliasExistsException', 'An account with the email already exists.');

export const userExists = () => new CognitoError('UsernameExistsException', 'User already exists');

/** The name is Cognito's; its text is not known. */
export const refreshTokenReused = () =>
  new CognitoError('RefreshTokenReuseException', 'Refresh Token has been used already');

export const notConfirmed = () =>
  new CognitoError('UserNotConfirmedException', 'User is not confirmed.');

export const noSoftwareToken = () =>
  new CognitoError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA does not exist for the user.',
  );
