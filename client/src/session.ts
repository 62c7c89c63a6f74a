import { QueryClient } from '@tanstack/react-query';
import { generateClient } from 'aws-amplify/api';
import {
  confirmSignIn,
  fetchAuthSession,
  fetchMFAPreference,
  getCurrentUser,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
  type SetUpTOTPOutput,
  type SignInOutput,
} from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import type { Config } from './config';
import { forgetEmoji } from './emojiStorage';
import { forgetExports } from './exportStorage';
import { EndSessionsDocument } from './generated/graphql';
import { moderatorsGroup } from './generated/limits';
import { isSessionOver, Messaging, Observable } from './messaging';
import { onOtherTab } from './messaging/deviceStorage';
import { forgetNotifications } from './notifications';
import { watchForSessionEnd } from './sessionEnd';

/** Who uses this page. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed out' }
  /** There is a session, and no network to renew it. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed in'; readonly messaging: Messaging };

/** What enrols an authenticator app. */
export interface TotpSetupDetails {
  /** Base 32. */
  readonly secret: string;
  /** The same as an `otpauth:` address, with the names that the app shows. */
  readonly uri: string;
}

/** What signing in needs next. */
export type NextStep =
  | { readonly kind: 'DONE' | 'CONFIRM_SIGN_UP' | 'RESET_PASSWORD' }
  | SecondFactor;

/** The step after the password: a code, and before the first one the enrolment. */
export type SecondFactor =
  | { readonly kind: 'TOTP_CODE' }
  | { readonly kind: 'TOTP_SETUP'; readonly details: TotpSetupDetails };

/** What an authenticator app calls this product. */
const APP_NAME = 'Direct messages';

/** Milliseconds between two looks while the session cannot be renewed. */
const LOOK_AGAIN = 5_000;

/** The session of Amplify Auth, and one {@link Messaging} for the person who is signed in. */
export class Session {
  readonly config: Config;
  readonly state = new Observable<SessionState>({ kind: 'unknown' });
  #looks = 0;
  #passwordWasReset = false;
  /** Of a sign-in after a reset, until it is finished: it signs in twice. */
  #credentials: { readonly username: string; readonly password: string } | undefined;

  constructor(config: Config) {
    this.config = config;
  }

  /** Finds out who is signed in, now and whenever that may have changed. */
  start(): void {
    window.addEventListener('online', () => void this.#look());
    // Tabs share Amplify's tokens: another one may have signed out, or in as another person.
    onOtherTab('CognitoIdentityServiceProvider.', () => void this.#look());
    Hub.listen('auth', ({ payload }) => {
      // A refresh that failed for the network's sake, or Cognito's, ends no session.
      const over = payload.event === 'tokenRefresh_failure' && isSessionOver(payload.data?.error);
      if (over || payload.event === 'signedOut') this.#set({ kind: 'signed out' });
    });
    watchForSessionEnd();
    void this.#look();
  }

  /** The next sign-in then signs out everywhere first: another person may know the old password. */
  passwordWasReset(): void {
    this.#passwordWasReset = true;
  }

  /** Rejects with Amplify's errors. */
  async signIn(username: string, password: string): Promise<NextStep> {
    const next = nextStepOf(await signIn({ username, password }), username);
    this.#credentials = this.#passwordWasReset ? { username, password } : undefined;
    return next.kind === 'DONE' ? this.#signedIn() : next;
  }

  /**
   * Ends a sign-in that asked for a code, or for an enrolment. After a reset it asks for one more code.
   * Rejects with Amplify's errors.
   */
  async confirmCode(code: string): Promise<NextStep> {
    const { isSignedIn, nextStep } = await confirmSignIn({ challengeResponse: code });
    if (!isSignedIn) throw new Error(`This client cannot sign in by ${nextStep.signInStep}`);
    return this.#signedIn();
  }

  /**
   * After a reset: a changed password ends no session, so this signs out everywhere, signs in again,
   * and closes the live connections that are left.
   */
  async #signedIn(): Promise<NextStep> {
    if (this.#passwordWasReset && this.#credentials) {
      const { username, password } = this.#credentials;
      await signOut({ global: true });
      this.#passwordWasReset = false;
      const next = nextStepOf(await signIn({ username, password }), username);
      if (next.kind !== 'DONE') return next;
    }
    if (this.#credentials) await endSessions();
    this.#credentials = undefined;
    await this.#look();
    return { kind: 'DONE' };
  }

  /** Whether signing in asks for a code. Rejects with Amplify's errors, as the three below. */
  async hasSecondFactor(): Promise<boolean> {
    return (await fetchMFAPreference()).enabled?.includes('TOTP') ?? false;
  }

  /** Gets a new key. It counts once a code has proved it. */
  async beginSecondFactor(): Promise<TotpSetupDetails> {
    const { signInDetails } = await getCurrentUser();
    return detailsOf(await setUpTOTP(), signInDetails?.loginId);
  }

  async turnOnSecondFactor(code: string): Promise<void> {
    await verifyTOTPSetup({ code });
    await updateMFAPreference({ totp: 'PREFERRED' });
  }

  async turnOffSecondFactor(): Promise<void> {
    await updateMFAPreference({ totp: 'DISABLED' });
  }

  /** Rejects where there is no token to read it from. */
  async isModerator(): Promise<boolean> {
    const { tokens } = await fetchAuthSession();
    if (!tokens) throw new Error('There is no session now');
    const groups = tokens.accessToken.payload['cognito:groups'];
    return Array.isArray(groups) && groups.includes(moderatorsGroup);
  }

  /**
   * Nothing of this person stays on the device, nor in the page's memory.
   * @param to the page that is shown then
   */
  async signOut(to = '/sign-in'): Promise<void> {
    const { current } = this.state;
    if (current.kind === 'signed in') {
      forgetNotifications(current.messaging.userUuid);
      current.messaging.deleteData();
    }
    forgetEmoji();
    await forgetExports();
    await signOut();
    window.location.assign(to);
  }

  /** Only the latest look counts. */
  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const state = await this.#currentState();
    if (look !== this.#looks) return;
    if (state !== this.state.current) this.#set(state);
    // The browser may report a network before there is one.
    if (state.kind === 'unreachable') setTimeout(() => void this.#look(), LOOK_AGAIN);
  }

  async #currentState(): Promise<SessionState> {
    try {
      const { userId } = await getCurrentUser();
      const before = this.state.current;
      if (before.kind === 'signed in' && before.messaging.userUuid === userId) return before;
      return { kind: 'signed in', messaging: messagingOf(userId) };
    } catch (error) {
      if (isSessionOver(error)) return { kind: 'signed out' };
      // Unknown for now: the person who is signed in goes on with what is on this device.
      const before = this.state.current;
      return before.kind === 'signed in' ? before : { kind: 'unreachable' };
    }
  }

  #set(state: SessionState): void {
    void forgetExports(); // an export belongs to the person who was signed in when it began
    this.state.set(state);
  }
}

/** Closes the live connections of this person on all devices. A failure prevents nothing. */
export async function endSessions(): Promise<void> {
  try {
    const query = EndSessionsDocument.toString();
    await generateClient({ authMode: 'userPool' }).graphql({ query });
  } catch (error) {
    console.error('Ending other sessions failed:', error);
  }
}

function nextStepOf({ isSignedIn, nextStep }: SignInOutput, username: string): NextStep {
  if (isSignedIn) return { kind: 'DONE' };
  switch (nextStep.signInStep) {
    case 'CONFIRM_SIGN_UP':
    case 'RESET_PASSWORD':
      return { kind: nextStep.signInStep };
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return { kind: 'TOTP_CODE' };
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return { kind: 'TOTP_SETUP', details: detailsOf(nextStep.totpSetupDetails, username) };
    default:
      throw new Error(`This client cannot sign in by ${nextStep.signInStep}`);
  }
}

const detailsOf = (
  { sharedSecret, getSetupUri }: SetUpTOTPOutput,
  account: string | undefined,
): TotpSetupDetails => ({
  secret: sharedSecret,
  uri: getSetupUri(APP_NAME, account).toString(),
});

function messagingOf(userUuid: string): Messaging {
  const messaging = new Messaging({
    client: generateClient({ authMode: 'userPool' }),
    hub: Hub,
    userUuid,
    queryClient: new QueryClient(),
    refreshToken: () => fetchAuthSession({ forceRefresh: true }),
  });
  // What the address asks for is on its way while its page is loaded and rendered.
  const messages = /^\/messages(?:\/([^/]+))?$/.exec(window.location.pathname);
  if (messages) messaging.prefetch(messages[1]);
  return messaging;
}
