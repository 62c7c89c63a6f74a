import { useQuery } from '@tanstack/react-query';
import { useMessaging } from '../../messaging';
import { useSession } from '../../SessionProvider';

/**
 * Whether the access token names the group of moderators; undefined while it is not known. Only for
 * what is shown: the API checks by itself.
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
