import { DeleteUser, GetUser, GlobalSignOut, RevokeToken } from './account.js';
import type { Operation } from './operation.js';
import { ChangePassword, ConfirmForgotPassword, ForgotPassword } from './password.js';
import { GetTokensFromRefreshToken, InitiateAuth, RespondToAuthChallenge } from './signIn.js';
import { ConfirmSignUp, ResendConfirmationCode, SignUp } from './signUp.js';

/**
 * The actions of the user pools API that need no AWS credentials and that clients of a pool with
 * passwords use. The Admin actions are not among them: nobody here could be asked for credentials.
 */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ChangePassword,
    ConfirmForgotPassword,
    ConfirmSignUp,
    DeleteUser,
    ForgotPassword,
    GetTokensFromRefreshToken,
    GetUser,
    GlobalSignOut,
    InitiateAuth,
    ResendConfirmationCode,
    RespondToAuthChallenge,
    RevokeToken,
    SignUp,
  }),
);
