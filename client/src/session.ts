import { QueryClient } from '@tanstack/react-query';
import { generateClient } from 'aws-amplify/api';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import type { Config } from './config';
import { EndSessionsDocument } from './generated/graphql';
import { isSessionOver, Messaging } from './messaging';

/** Who uses this page. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed out' }
  /** There is a session, and no network to renew it. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed in'; readonly messaging: Messaging };

/** What signing in needs next. */
export type NextStep = 'DONE' | 'CONFIRM_SIGN_UP' | 'RESET_PASSWORD';

/** Milliseconds between two looks while the session cannot be renewed. */
const LOOK_AGAIN = 5_000;

/** The session of Amplify Auth, and one {@link Messaging} for whoever is signed in. */
export class Session {
  readonly config: Config;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { kind: 'unknown' };
  #looks = 0;
  #passwordWasReset = false;

  constructor(config: Config) {
    this.config = config;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getSnapshot = (): SessionState => this.#state;

  /** Finds out who is signed in, now and whenever that may have changed. */
  start(): void {
    window.addEventListener('online', () => void this.#look());
    // Tabs share Amplify's tokens: another one may have signed out, or in as somebody else.
    window.addEventListener('storage', ({ key }) => {
      if (key === null || key.startsWith('CognitoIdentityServiceProvider.')) void this.#look();
    });
    Hub.listen('auth', ({ payload }) => {
      // A refresh that failed for the network's sake, or Cognito's, ends no session.
      const over = payload.event === 'tokenRefresh_failure' && isSessionOver(payload.data?.error);
      if (over || payload.event === 'signedOut') this.#set({ kind: 'signed out' });
    });
    void this.#look();
  }

  /** The next sign-in then ends the sessions of all devices: another person may know the old password. */
  passwordWasReset(): void {
    this.#passwordWasReset = true;
  }

  /** Rejects with Amplify's errors. */
  async signIn(username: string, password: string): Promise<NextStep> {
    const { isSignedIn, nextStep } = await signIn({ username, password });
    if (isSignedIn) {
      if (this.#passwordWasReset) await endSessions();
      this.#passwordWasReset = false;
      await this.#look();
      return 'DONE';
    }
    const { signInStep } = nextStep;
    if (signInStep === 'CONFIRM_SIGN_UP' || signInStep === 'RESET_PASSWORD') return signInStep;
    throw new Error(`This client cannot sign in by ${signInStep}`);
  }

  /** Nothing of this person stays on the device, nor in the page's memory. */
  async signOut(): Promise<void> {
    if (this.#state.kind === 'signed in') this.#state.messaging.forget();
    await signOut();
    window.location.assign('/sign-in');
  }

  /** Only the latest look counts. */
  async #look(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const state = await this.#currentState();
    if (look !== this.#looks) return;
    if (state !== this.#state) this.#set(state);
    // The browser may have been told of a network before there is one.
    if (state.kind === 'unreachable') setTimeout(() => void this.#look(), LOOK_AGAIN);
  }

  async #currentState(): Promise<SessionState> {
    try {
      const { userId } = await getCurrentUser();
      const before = this.#state;
      if (before.kind === 'signed in' && before.messaging.userUuid === userId) return before;
      return { kind: 'signed in', messaging: messagingOf(userId) };
    } catch (error) {
      if (isSessionOver(error)) return { kind: 'signed out' };
      // Nobody can tell now: whoever is signed in goes on with what is here.
      return this.#state.kind === 'signed in' ? this.#state : { kind: 'unreachable' };
    }
  }

  #set(state: SessionState): void {
    this.#state = state;
    this.#listeners.forEach((listener) => listener());
  }
}

/** Closes the live connections of this person on all devices. A failure does not prevent a sign-in. */
async function endSessions(): Promise<void> {
  try {
    const query = EndSessionsDocument.toString();
    await generateClient({ authMode: 'userPool' }).graphql({ query });
  } catch (error) {
    console.error('Ending other sessions failed:', error);
  }
}

const messagingOf = (userUuid: string): Messaging =>
  new Messaging({
    client: generateClient({ authMode: 'userPool' }),
    hub: Hub,
    userUuid,
    queryClient: new QueryClient(),
    refreshToken: () => fetchAuthSession({ forceRefresh: true }),
  });
