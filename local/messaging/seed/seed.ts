import { decodeJwt } from 'jose';
import type { Message } from '../../../generated/schema.js';
import { type Api, ask, readClientId, SeedError, signIn } from './api.js';
import { type Conversation, conversations, requests } from './conversations.js';
import { type DemoUser, demoUsers } from './people.js';

interface SeedProgress {
  readonly conversation: string;
  /** How many of its messages are in the table now. */
  readonly stored: number;
  readonly total: number;
}

interface SeedOptions {
  /** The running host, e.g. `http://127.0.0.1:4000`. */
  readonly baseUrl: string;
  readonly onProgress?: (progress: SeedProgress) => void;
  readonly signal?: AbortSignal;
  /** If left out, signs in by password at the host's user pool. */
  readonly accessTokenOf?: (user: DemoUser) => Promise<string>;
}

interface SeedResult {
  /** Messages that this run stored. */
  readonly stored: number;
  /** Messages that existed before. */
  readonly found: number;
}

/** A demo user, signed in. */
interface Speaker {
  readonly uuid: string;
  readonly handle: string;
  readonly accessToken: string;
}

/** How often a request is tried when the API answers with an error that allows it. */
const MAX_TRIES = 5;
const TRY_AGAIN = ['Conflict', 'Unavailable'];

/**
 * Writes the demo conversations as the demo users, through the public API of a running host. Messages
 * that exist stay as they are: a second run stores nothing, and an interrupted run continues where it
 * stopped. Then each person marks their conversations as read up to their own newest message.
 *
 * @throws SeedError if the host does not answer, has no demo users, or rejects a message
 */
export const seed = async (options: SeedOptions): Promise<SeedResult> => {
  const { onProgress = () => {}, signal } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  const api: Api = { baseUrl, signal, userPoolClientId: await readClientId(baseUrl, signal) };
  const accessTokenOf =
    options.accessTokenOf ??
    (({ email, password }: DemoUser): Promise<string> =>
      signIn(api, { username: email, password }));
  const speakers = new Map(
    await Promise.all(
      demoUsers.map(
        async (user) => [user.handle, speakerOf(user, await accessTokenOf(user))] as const,
      ),
    ),
  );
  for (const [handle, speaker] of speakers) {
    if (!(await isThere(api, speaker))) speakers.delete(handle);
  }
  // In parallel, except for the last messages: the inbox is ordered by those.
  let turn: Promise<unknown> = Promise.resolve();
  const all = [...conversations(), ...requests()];
  const between = all.filter(({ people }) => people.every((handle) => speakers.has(handle)));
  const seeding = between.map(async (conversation) => {
    const writing = writeConversation(api, conversation, speakers, turn, onProgress);
    turn = writing;
    const { markers, last, ...result } = await writing;
    await Promise.all(
      markers.map(({ reader, ...variables }) =>
        tryAgain(() => ask(api, reader.accessToken, 'markMessageGroupRead', variables)),
      ),
    );
    // A heart for the last message, if this run has written it and the other person has accepted.
    const [one, other] = conversation.people.map((handle) => speakers.get(handle)!);
    if (last && markers.length === 2) {
      const reader = last.userUuid === one!.uuid ? other! : one!;
      const input = { messageGroupUuid: last.messageGroupUuid, uuid: last.uuid, emoji: '❤️' };
      await tryAgain(() => ask(api, reader.accessToken, 'setReaction', { input }));
    }
    return result;
  });
  // All work has ended when this returns, also after an error.
  await Promise.allSettled(seeding);
  const results = await Promise.all(seeding);
  const [dex, noor] = [speakers.get('dex'), speakers.get('noor')];
  if (dex && noor) await writeReport(api, dex, noor);
  return {
    stored: results.reduce((sum, { stored }) => sum + stored, 0),
    found: results.reduce((sum, { found }) => sum + found, 0),
  };
};

/** A demo user with a deleted account is left out, with their conversations. */
const isThere = async (api: Api, { accessToken }: Speaker): Promise<boolean> =>
  (await ask(api, accessToken, 'me')) !== null;

/** Reports one message, so that the moderators' queue is not empty. Once. */
const writeReport = async (api: Api, sender: Speaker, reporter: Speaker): Promise<void> => {
  const myReports = await ask(api, reporter.accessToken, 'myReports');
  if (myReports.items.length > 0) return;
  const { uuid, messageGroupUuid } = await send(api, sender, {
    recipientUuid: reporter.uuid,
    message: 'Congratulations!! You have WON a lantern. Send me your password to get it.',
    clientToken: 'seed-report',
  });
  const input = { messageGroupUuid, uuid, reason: 'SPAM', comment: 'I do not know them.' };
  await tryAgain(() => ask(api, reporter.accessToken, 'reportMessage', { input }));
};

const speakerOf = (demoUser: DemoUser, accessToken: string): Speaker => {
  const { sub } = decodeJwt(accessToken);
  if (!sub) throw new SeedError(`The access token of ${demoUser.handle} has no sub`);
  return { handle: demoUser.handle, uuid: sub, accessToken };
};

/** How far one of two people has read. */
interface Marker {
  readonly reader: Speaker;
  readonly messageGroupUuid: string;
  readonly upTo: string;
}

const writeConversation = async (
  api: Api,
  { name, people, lines }: Conversation,
  speakers: ReadonlyMap<string, Speaker>,
  turn: Promise<unknown>,
  onProgress: (progress: SeedProgress) => void,
): Promise<SeedResult & { readonly markers: readonly Marker[]; readonly last?: Message }> => {
  const speakerBy = (handle: string): Speaker => {
    const speaker = speakers.get(handle);
    if (!speaker) throw new SeedError(`${name}.txt: ${handle} is not a demo user`);
    return speaker;
  };
  const [first, second] = [speakerBy(people[0]), speakerBy(people[1])];
  // By its id: it may be in any folder of either, or deleted by one of them.
  const groupUuid = [first.uuid, second.uuid].sort().join('_');
  const there = await storedLines(api, first, groupUuid);
  let exists = there.length > 0;
  const uuids: string[] = [];
  let found = 0;
  let last: Message | undefined;
  for (const [at, line] of lines.entries()) {
    const speaker = speakerBy(line.speaker);
    const match = indexOfLine(there, speaker, line.message);
    if (match >= 0) {
      uuids.push(there[match]!.uuid);
      there.splice(0, match + 1);
      found += 1;
      continue;
    }
    if (at === lines.length - 1) await turn;
    const other = speaker === first ? second : first;
    const message = await send(api, speaker, {
      message: line.message,
      clientToken: `seed-${name}-${at + 1}`,
      ...(exists ? { messageGroupUuid: groupUuid } : { recipientUuid: other.uuid }),
    });
    exists = true;
    last = message;
    uuids.push(message.uuid);
    onProgress({ conversation: name, stored: at + 1, total: lines.length });
  }
  // A person who has not written yet has read nothing.
  const markers = [first, second].flatMap((reader) => {
    const own = lines.findLastIndex(({ speaker }) => speaker === reader.handle);
    return own < 0 ? [] : [{ reader, messageGroupUuid: groupUuid, upTo: uuids[own]! }];
  });
  return { stored: lines.length - found, found, markers, ...(last && { last }) };
};

type StoredLine = Pick<Message, 'uuid' | 'userUuid' | 'message' | 'editedAt' | 'deletedAt'>;

/**
 * The index of a line among the messages; -1 if it is not stored. People use the demo
 * conversations: other messages may be in between, and a line may have been edited or unsent.
 */
const indexOfLine = (there: readonly StoredLine[], speaker: Speaker, text: string): number => {
  const own = ({ userUuid }: StoredLine) => userUuid === speaker.uuid;
  const asWritten = there.findIndex((stored) => own(stored) && stored.message === text);
  if (asWritten >= 0) return asWritten;
  return there.findIndex((stored) => own(stored) && (stored.editedAt || stored.deletedAt));
};

/** All messages of a conversation, oldest first. */
const storedLines = async (api: Api, me: Speaker, groupUuid: string): Promise<StoredLine[]> => {
  const all: StoredLine[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = await ask(api, me.accessToken, 'messagesAfter', {
      messageGroupUuid: groupUuid,
      nextToken,
    });
    all.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
};

const send = (api: Api, speaker: Speaker, input: object): Promise<Message> =>
  tryAgain(() => ask(api, speaker.accessToken, 'createMessage', { input }));

/** Every try carries the same `clientToken`, so that a message is stored once. */
const tryAgain = async <T>(operation: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await operation();
    } catch (error) {
      const again = error instanceof SeedError && TRY_AGAIN.includes(error.errorType ?? '');
      if (!again || tries === MAX_TRIES) throw error;
    }
  }
};
