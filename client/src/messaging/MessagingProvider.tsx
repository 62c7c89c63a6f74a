import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import type { Messaging } from './messaging';

const Context = createContext<Messaging | undefined>(undefined);

/**
 * Connects one person's messaging for as long as it is mounted. Make the {@link Messaging} once for
 * each person who signs in.
 */
export function MessagingProvider({
  messaging,
  children,
}: {
  readonly messaging: Messaging;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    messaging.start();
    return () => messaging.stop();
  }, [messaging]);
  return (
    <QueryClientProvider client={messaging.queryClient}>
      <Context value={messaging}>{children}</Context>
    </QueryClientProvider>
  );
}

/** The messaging of the nearest provider. */
export function useMessaging(): Messaging {
  const messaging = useContext(Context);
  if (!messaging) throw new Error('useMessaging has no MessagingProvider above it');
  return messaging;
}
