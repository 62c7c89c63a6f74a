import type { Held, Property, Shown, StoredConversation } from '../history.js';

/** The client has the newest page of this many messages at least. */
const PAGE = 50;

/** What tells the states of messages apart. */
const stateOf = ({ uuid, message, deletedBy, reactions, changeUuid }: Held): string => {
  const by = (reactions ?? []).map(({ userUuid, emoji }) => `${userUuid} ${emoji}`).toSorted();
  return JSON.stringify([uuid, message ?? null, deletedBy ?? null, by, changeUuid ?? null]);
};

function differenceOf({ messages }: Shown, stored: StoredConversation): string | undefined {
  const least = Math.min(PAGE, stored.oldestFirst.length);
  if (messages.length < least) return `shows ${messages.length} messages, not ${least}`;
  const wanted = stored.oldestFirst.slice(-messages.length).map(stateOf);
  const has = messages.map(stateOf);
  const at = has.findIndex((state, index) => state !== wanted[index]);
  return at < 0 ? undefined : `shows ${has[at]} where the table has ${wanted[at]}`;
}

export const clientsHaveAll: Property = {
  name: 'each client shows exactly what the table has: nothing missed, nothing twice',
  violations(_history, { conversations, shown }) {
    const stored = new Map(conversations.map((of) => [of.group, of]));
    return shown.flatMap((one) => {
      const difference = differenceOf(one, stored.get(one.group)!);
      return difference === undefined ? [] : [`${one.person} in ${one.group} ${difference}`];
    });
  },
};

export const inboxesAreRight: Property = {
  name: "each client's inbox has the row of the table",
  violations: (_history, { conversations, shown }) => {
    const stored = new Map(
      conversations.flatMap(({ rows }) => rows.map((row) => [`${row.userUuid} ${row.uuid}`, row])),
    );
    const shownOf = (row: Shown['row']) =>
      JSON.stringify([row?.lastMessageUuid, row?.lastMessage ?? null, row?.unreadCount]);
    return shown.flatMap(({ person, group, row }) => {
      const [has, wanted] = [shownOf(row), shownOf(stored.get(`${person} ${group}`))];
      return has === wanted ? [] : [`${person} in ${group} shows ${has}, the table has ${wanted}`];
    });
  },
};

export const partiesOnly: Property = {
  name: 'nothing reaches a person who is not a party to it',
  violations: ({ pushes }) =>
    pushes
      .filter(({ to, parties }) => !parties.includes(to))
      .map(({ to, topic, parties }) => `${topic} of ${parties.join(' and ')} came to ${to}`),
};

export const socketsStay: Property = {
  name: 'the host closes no socket',
  violations: ({ closed }) => [...closed],
};
