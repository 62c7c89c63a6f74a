import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { SearchUsersDocument } from '../generated/account';
import { limits } from '../generated/limits';
import { useFolder, useMessaging, type User } from '../messaging';
import { useInboxQuery } from '../messaging/hooks';
import { queryDefaults } from '../messaging/queryDefaults';

/** The most people that are shown. A person who is not among them is found by one more letter. */
const MAX = 8;
/** Milliseconds for which an answer is good. */
const STALE = 60_000;

const NO_PEOPLE: readonly User[] = [];
const PREFIX = new RegExp(`^[a-z0-9_.]{${limits.search.minLength},${limits.handle.maxLength}}$`);

/** What can be searched for; undefined while the text is too short, or can be no handle. */
function prefixOf(text: string): string | undefined {
  const prefix = text.trim().replace(/^@/, '').toLowerCase();
  const letters = prefix.replaceAll(/[_.]/g, '');
  return PREFIX.test(prefix) && letters.length >= limits.search.minLength ? prefix : undefined;
}

/**
 * The people whose handles begin with a text, without the user and whom they block. One request at a time:
 * what was written meanwhile is asked for next, the newest text alone. Until its answer is there, those of the
 * last answer are shown who fit.
 */
export function usePeople(text: string): readonly User[] {
  const { api, keys, userUuid } = useMessaging();
  const blocked = useBlocked();
  const prefix = prefixOf(text);
  const [asked, setAsked] = useState(prefix);
  const { data, isFetching } = useQuery({
    ...queryDefaults,
    staleTime: STALE,
    // The next letter asks again.
    retry: false,
    queryKey: keys.people(asked ?? ''),
    queryFn: async () => {
      const variables = { prefix: asked ?? '', limit: limits.search.maxSize };
      return (await api.request(SearchUsersDocument, variables)).searchUsers;
    },
    enabled: asked !== undefined,
  });
  if (prefix !== undefined && prefix !== asked && !isFetching) setAsked(prefix);
  if (prefix === undefined || !data) return NO_PEOPLE;
  return data
    .filter(({ uuid, handle }) => handle.startsWith(prefix) && uuid !== userUuid)
    .filter(({ uuid }) => !blocked.has(uuid))
    .slice(0, MAX);
}

/** The people whom the user blocks, as far as the list of them is loaded. */
function useBlocked(): ReadonlySet<string> {
  useFolder('BLOCKED');
  const rows = useInboxQuery().data?.rows ?? [];
  return new Set(rows.filter((row) => row.blocked).map(({ otherUserUuid }) => otherUserUuid));
}
