import { useCallback } from 'react';
import { fetchAuthSession } from 'aws-amplify/auth';
import { UpdateProfileDocument, type UpdateProfileInput } from '../generated/account';
import { useMe, useMessaging, type Me } from '../messaging';

/**
 * The user's own names: null until they are loaded, and where the account has no profile. What changes
 * them rejects with a `MessagingError`.
 */
export function useProfile() {
  const { api, keys, queryClient } = useMessaging();
  const me = useMe();
  const update = useCallback(
    async (input: UpdateProfileInput) => {
      const { updateProfile: names } = await api.request(UpdateProfileDocument, { input });
      queryClient.setQueryData<Me | null>(keys.me, (known) =>
        known && names ? { ...known, ...names } : known,
      );
      // Messages carry the names of the token. Without a new one the names are changed all the same.
      await fetchAuthSession({ forceRefresh: true }).catch(() => undefined);
    },
    [api, keys, queryClient],
  );
  return { me, update };
}
