import { grouped } from '../grouped.js';
import {
  FORBIDDEN,
  type History,
  type Outcome,
  type Property,
  type SendAttempt,
} from '../history.js';

/** The tries of each message: of one person, in one conversation, with one token. */
const triesOf = ({ sends }: Pick<History, 'sends'>): SendAttempt[][] => [
  ...grouped(
    sends,
    ({ by, group, clientToken, text }) => `${by} ${group} ${clientToken} ${text}`,
  ).values(),
];

/** How often each message is in a conversation's lists. */
const countsOf = ({ conversations }: Outcome): Map<string, [number, number]> => {
  const counts = new Map<string, [number, number]>();
  for (const { newestFirst, oldestFirst } of conversations) {
    for (const [at, list] of [newestFirst, oldestFirst].entries()) {
      for (const { uuid } of list) {
        const count = counts.get(uuid) ?? [0, 0];
        count[at]! += 1;
        counts.set(uuid, count);
      }
    }
  }
  return counts;
};

export const acknowledgedOnce: Property = {
  name: 'each acknowledged message is stored exactly once',
  violations(history, outcome) {
    const counts = countsOf(outcome);
    return triesOf(history).flatMap((tries) => {
      const uuids = [...new Set(tries.flatMap(({ uuid }) => uuid ?? []))];
      const [{ text }] = tries as [SendAttempt];
      if (uuids.length > 1) return [`"${text}" was acknowledged as ${uuids.join(' and ')}`];
      return uuids.flatMap((uuid) => {
        const [messages, after] = counts.get(uuid) ?? [0, 0];
        if (messages === 1 && after === 1) return [];
        return [`${uuid} "${text}" is ${messages} times in messages, ${after} in messagesAfter`];
      });
    });
  },
};

export const nothingElse: Property = {
  name: 'no message is stored that was refused or never sent',
  violations(history, outcome) {
    const tries = triesOf(history);
    const acknowledged = new Set(history.sends.flatMap(({ uuid }) => uuid ?? []));
    /** Never acknowledged, but maybe stored. */
    const possible = new Set(
      tries
        .filter((of) => of.some(({ unknown }) => unknown) && !of.some(({ uuid }) => uuid))
        .map(([first]) => `${first!.by} ${first!.group}`),
    );
    return outcome.conversations.flatMap(({ group, oldestFirst }) =>
      oldestFirst
        .filter(({ uuid }) => !acknowledged.has(uuid))
        .filter(({ userUuid }) => !possible.has(`${userUuid} ${group}`))
        .map(({ uuid, userUuid, message }) => `${uuid} "${message}" of ${userUuid} in ${group}`),
    );
  },
};

/** Two people send at once: the API says to try again, and nothing is stored. */
const TRY_AGAIN = 'Conflict';

export const refusedWhereForbidden: Property = {
  name: 'what must be refused is, and no other send is',
  violations: ({ sends, changes }) => [
    ...sends.flatMap(({ by, group, text, uuid, refused }) => {
      if (text.startsWith(FORBIDDEN)) return uuid ? [`${by} sent ${uuid} into ${group}`] : [];
      return refused && refused !== TRY_AGAIN ? [`"${text}" in ${group}: ${refused}`] : [];
    }),
    ...changes.flatMap(({ by, uuid, change, refused, unknown }) => {
      const isForbidden = change.type === 'edit' && change.text.startsWith(FORBIDDEN);
      return isForbidden && !refused && !unknown ? [`${by} changed ${uuid}`] : [];
    }),
  ],
};

export const inOrderOfCommit: Property = {
  name: 'a message that was sent after another was acknowledged has the greater id',
  violations(history) {
    const sent = triesOf(history).flatMap((tries) => {
      const answered = tries.filter(({ uuid }) => uuid);
      const [first] = answered;
      if (!first) return [];
      const startedAt = Math.min(...tries.map((of) => of.startedAt));
      const endedAt = Math.min(...answered.map((of) => of.endedAt));
      return [{ uuid: first.uuid!, group: first.group, startedAt, endedAt }];
    });
    return [...grouped(sent, ({ group }) => group).values()].flatMap((ofGroup) => {
      const examples: string[] = [];
      let latest: { uuid: string; startedAt: number } | undefined;
      for (const one of ofGroup.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))) {
        if (latest && latest.startedAt > one.endedAt) {
          examples.push(`${latest.uuid} was begun after ${one.uuid} was acknowledged`);
        }
        if (!latest || one.startedAt > latest.startedAt) latest = one;
      }
      return examples;
    });
  },
};
