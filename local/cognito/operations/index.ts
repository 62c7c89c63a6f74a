import { DeleteUser, GetUser, GlobalSignOut, ListDevices, RevokeToken } from './account.js';
import {
  DeleteUserAttributes,
  GetUserAttributeVerificationCode,
  UpdateUserAttributes,
  VerifyUserAttribute,
} from './attributes.js';
import type { Operation } from './operation.js';
import { ChangePassword, ConfirmForgotPassword, ForgotPassword } from './password.js';
import {
  AssociateSoftwareToken,
  SetUserMFAPreference,
  VerifySoftwareToken,
} from './secondFactor.js';
import { GetTokensFromRefreshToken, InitiateAuth, RespondToAuthChallenge } from './signIn.js';
import { ConfirmSignUp, ResendConfirmationCode, SignUp } from './signUp.js';

/**
 * The actions of the user pools API that need no AWS credentials. `admin.ts` has those of
 * administrators.
 */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    AssociateSoftwareToken,
    ChangePassword,
    ConfirmForgotPassword,
    ConfirmSignUp,
    DeleteUser,
    DeleteUserAttributes,
    ForgotPassword,
    GetTokensFromRefreshToken,
    GetUser,
    GetUserAttributeVerificationCode,
    GlobalSignOut,
    InitiateAuth,
    ListDevices,
    ResendConfirmationCode,
    RespondToAuthChallenge,
    RevokeToken,
    SetUserMFAPreference,
    SignUp,
    UpdateUserAttributes,
    VerifySoftwareToken,
    VerifyUserAttribute,
  }),
);
