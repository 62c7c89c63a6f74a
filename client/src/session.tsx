import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { QueryClient } from '@tanstack/react-query';
import { generateClient } from 'aws-amplify/api';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import type { Config } from './config';
import { forgetDrafts, Messaging } from './messaging';

/** Who uses this page. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed out' }
  /** There is a session, and no network to renew it. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed in'; readonly messaging: Messaging };

export interface Session {
  readonly config: Config;
  readonly state: SessionState;
  /** Rejects with Amplify's errors. `CONFIRM_SIGN_UP`: the account waits for its code. */
  signIn(
    username: string,
    password: string,
  ): Promise<'DONE' | 'CONFIRM_SIGN_UP' | 'RESET_PASSWORD'>;
  signOut(): Promise<void>;
}

const Context = createContext<Session | undefined>(undefined);

const messagingOf = (userUuid: string): Messaging =>
  new Messaging({
    client: generateClient({ authMode: 'userPool' }),
    hub: Hub,
    userUuid,
    queryClient: new QueryClient(),
    refreshToken: () => fetchAuthSession({ forceRefresh: true }),
  });

/** Holds the session of Amplify Auth, and one {@link Messaging} for whoever is signed in. */
export function SessionProvider({
  config,
  children,
}: {
  readonly config: Config;
  readonly children: ReactNode;
}): ReactNode {
  const [state, setState] = useState<SessionState>({ kind: 'unknown' });

  const look = useCallback(async () => setState(await currentState()), []);
  useEffect(() => {
    void look();
    window.addEventListener('online', look);
    const stop = Hub.listen('auth', ({ payload }) => {
      if (payload.event === 'tokenRefresh_failure' || payload.event === 'signedOut') {
        setState({ kind: 'signed out' });
      }
    });
    return () => {
      window.removeEventListener('online', look);
      stop();
    };
  }, [look]);

  const session = useMemo<Session>(
    () => ({
      config,
      state,
      signIn: async (username, password) => {
        const { isSignedIn, nextStep } = await signIn({ username, password });
        if (isSignedIn) {
          await look();
          return 'DONE';
        }
        if (nextStep.signInStep === 'CONFIRM_SIGN_UP') return 'CONFIRM_SIGN_UP';
        if (nextStep.signInStep === 'RESET_PASSWORD') return 'RESET_PASSWORD';
        throw new Error(`This client cannot sign in by ${nextStep.signInStep}`);
      },
      signOut: async () => {
        if (state.kind === 'signed in') {
          forgetDrafts(state.messaging.userUuid);
          state.messaging.forget();
        }
        await signOut();
        // Nothing of this person stays in memory.
        window.location.assign('/sign-in');
      },
    }),
    [config, state, look],
  );
  return <Context value={session}>{children}</Context>;

  async function currentState(): Promise<SessionState> {
    try {
      const { userId } = await getCurrentUser();
      if (state.kind === 'signed in' && state.messaging.userUuid === userId) return state;
      return { kind: 'signed in', messaging: messagingOf(userId) };
    } catch (error) {
      const offline = error instanceof Error && error.name === 'NetworkError';
      return { kind: offline ? 'unreachable' : 'signed out' };
    }
  }
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession has no SessionProvider above it');
  return session;
}
