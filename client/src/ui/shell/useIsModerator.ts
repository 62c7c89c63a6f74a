import { useQuery } from '@tanstack/react-query';
import { useMessaging } from '../../messaging';
import { useSession } from '../../SessionProvider';

/**
 * Does the access token name the group of moderators? Undefined: not known yet. The API asks by
 * itself; this is for what is shown.
 */
export function useIsModerator(): boolean | undefined {
  const session = useSession();
  const { keys } = useMessaging();
  const { data, isError } = useQuery({
    queryKey: keys.isModerator,
    queryFn: () => session.isModerator(),
    // The token is on this device.
    networkMode: 'always',
    retry: false,
  });
  return data ?? (isError ? false : undefined);
}
