import { createContext, useContext, type ReactNode } from 'react';
import { useObservable } from './messaging';
import type { Session, SessionState } from './session';

const Context = createContext<Session | undefined>(undefined);

export function SessionProvider({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}): ReactNode {
  return <Context value={session}>{children}</Context>;
}

/** The session, whose methods sign in and out. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('useSession has no SessionProvider above it');
  return session;
}

/** Who uses this page now. */
export const useSessionState = (): SessionState => useObservable(useSession().state);
