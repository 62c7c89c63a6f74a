import type { Property, StoredConversation } from '../history.js';

/** The first two that are not in order. */
const misplaced = (
  ids: readonly string[],
  isBefore: (a: string, b: string) => boolean,
): string[] => {
  const at = ids.findIndex((id, index) => index > 0 && !isBefore(ids[index - 1]!, id));
  return at < 0 ? [] : [`${ids[at]} comes after ${ids[at - 1]}`];
};
const rises = (a: string, b: string): boolean => a < b;
const falls = (a: string, b: string): boolean => a > b;

export const listsInOrder: Property = {
  name: 'each list is in the order of its ids',
  violations: (_history, { conversations, inboxes }) => [
    ...conversations.flatMap(({ newestFirst, oldestFirst }) => [
      ...misplaced(
        newestFirst.map(({ uuid }) => uuid),
        falls,
      ),
      ...misplaced(
        oldestFirst.map(({ uuid }) => uuid),
        rises,
      ),
    ]),
    ...[...inboxes].flatMap(([person, rows]) =>
      misplaced(
        rows.map(({ lastMessageUuid }) => lastMessageUuid ?? ''),
        falls,
      ).map((example) => `In the inbox of ${person}, ${example}`),
    ),
  ],
};

/** What a row shows of the newest message: all texts of the soak are short. */
const previewOf = ({ oldestFirst }: StoredConversation): string | null =>
  oldestFirst.at(-1)?.message ?? null;

export const rowsNameTheNewest: Property = {
  name: 'both rows of a conversation name its newest message, with its text',
  violations: (_history, { conversations }) =>
    conversations.flatMap((conversation) => {
      const newest = conversation.oldestFirst.at(-1)?.uuid;
      const preview = previewOf(conversation);
      const owners = conversation.rows.map(({ userUuid }) => userUuid).toSorted();
      const wrong = conversation.rows.filter(
        (row) => row.lastMessageUuid !== newest || (row.lastMessage ?? null) !== preview,
      );
      const missing =
        String(owners) === String(conversation.people.toSorted())
          ? []
          : [`${conversation.group} has the rows of ${owners.join(', ')}`];
      return [
        ...missing,
        ...wrong.map(
          ({ userUuid, lastMessageUuid, lastMessage }) =>
            `The row of ${userUuid} names ${lastMessageUuid} "${lastMessage}"; the newest is ${newest} "${preview}"`,
        ),
      ];
    }),
};

export const unreadIsRight: Property = {
  name: 'each row counts the messages of the other person after the read marker, but for unsent ones',
  violations: (_history, { conversations }) =>
    conversations.flatMap(({ rows, oldestFirst }) =>
      rows.flatMap(({ uuid, userUuid, readUpTo, unreadCount }) => {
        const unread = oldestFirst.filter(
          (message) =>
            message.userUuid !== userUuid &&
            message.uuid > (readUpTo ?? '') &&
            message.deletedAt == null,
        ).length;
        if (unread === unreadCount) return [];
        return [`${userUuid} has ${unread} unread in ${uuid}, and the row says ${unreadCount}`];
      }),
    ),
};

export const markersStay: Property = {
  name: 'no read marker is behind one that was acknowledged',
  violations: ({ marks }, { conversations }) => {
    const rows = new Map(
      conversations.flatMap(({ rows }) =>
        rows.map((row) => [`${row.userUuid} ${row.uuid}`, row.readUpTo ?? ''] as const),
      ),
    );
    return marks.flatMap(({ by, group, readUpTo }) => {
      const now = rows.get(`${by} ${group}`) ?? '';
      if (readUpTo === undefined || now >= readUpTo) return [];
      return [`${by} has read ${group} up to ${readUpTo}, and the row says ${now}`];
    });
  },
};
