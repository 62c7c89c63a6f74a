import { limits } from '../generated/limits';
import { MyReportsDocument } from '../generated/moderation';
import { MessagingError } from '../messaging';
import type { MessagingApi } from '../messaging/api';
import { pagesAfter } from '../messaging/catchUp';
import type { Folder, Page, WholeMessageGroup } from '../messaging/types';
import { untilAnswered, type Trying } from './exportRetry';

/** The form of the file, which docs/export.schema.json describes. A change that breaks readers raises it. */
const EXPORT_VERSION = 1;

/** How far an export is. */
export interface ExportProgress {
  /** Conversations that are read. */
  readonly done: number;
  /** Conversations that there are; undefined until they are listed. */
  readonly total: number | undefined;
  readonly messages: number;
}

export interface ExportOptions extends Trying {
  readonly api: Pick<
    MessagingApi,
    'me' | 'mySettings' | 'messageGroups' | 'messageGroup' | 'messagesAfter' | 'request'
  >;
  /** Whose data it is. */
  readonly userUuid: string;
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly now?: () => Date;
}

const FOLDERS: readonly Folder[] = ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'];

/**
 * All that the API has of a person, as the text of one JSON file, piece by piece: no more than a page of
 * messages is held. Joined, the pieces fit docs/export.schema.json.
 * @throws MessagingError that no further try can mend, `SignedOut` also where another person has signed in
 *   since; the signal's reason once it is aborted.
 */
export async function* exportPieces(options: ExportOptions): AsyncGenerator<string> {
  const { now = () => new Date() } = options;
  const read = reader(options);
  const exportedAt = now().toISOString();
  const me = await read.me();
  const mySettings = me && (await read.settings());
  // The head without its closing brace: what follows is within it.
  yield JSON.stringify({ version: EXPORT_VERSION, exportedAt, me, mySettings }).slice(0, -1);
  yield ',"messageGroups":[';
  yield* groupPieces(options, read);
  yield '],"myReports":[';
  yield* listPieces(read.reports());
  // Another tab may have signed another person in: then some of this is theirs.
  await read.me();
  yield ']}\n';
}

type Reader = ReturnType<typeof reader>;

/** The reads of an export, each tried until it is answered. */
function reader({ api, userUuid, ...trying }: ExportOptions) {
  const read = <Value>(request: () => Promise<Value>): Promise<Value> =>
    untilAnswered(request, trying);
  const own = <Value>(value: Value, owner: string | undefined): Value => {
    if (owner === undefined || owner === userUuid) return value;
    throw new MessagingError('SignedOut', 'Another person is signed in');
  };
  return {
    me: async () => {
      const me = await read(api.me);
      return own(me, me?.uuid);
    },
    settings: () => read(api.mySettings),
    group: async (uuid: string) => {
      const row = await read(() => api.messageGroup(uuid));
      return own(row, row?.userUuid);
    },
    rows: (folder: Folder) => pages((token) => read(() => api.messageGroups(folder, token))),
    messages: (uuid: string, after: string | null) =>
      pagesAfter((from, token) => read(() => api.messagesAfter(uuid, from, token)), after),
    reports: () =>
      pages(async (nextToken) => {
        const variables = { limit: limits.page.maxSize, nextToken };
        const { myReports } = await read(() => api.request(MyReportsDocument, variables));
        return myReports ?? { items: [], nextToken: null };
      }),
  };
}

/** The conversations with their messages. */
async function* groupPieces(
  { onProgress = () => {} }: ExportOptions,
  read: Reader,
): AsyncGenerator<string> {
  let messages = 0;
  let done = 0;
  let isFirst = true;
  onProgress({ done, total: undefined, messages });
  const listed = await listedGroups(read);
  for (const uuid of listed) {
    onProgress({ done, total: listed.size, messages });
    const group = await read.group(uuid);
    if (group && isListed(group)) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(group).slice(0, -1)},"messages":[`;
      isFirst = false;
      yield* listPieces(read.messages(uuid, group.clearedUpTo), (count) => {
        messages += count;
        onProgress({ done, total: listed.size, messages });
      });
      yield ']}';
    }
    done += 1;
  }
  onProgress({ done, total: listed.size, messages });
}

/** What was cleared or unblocked since it was listed, with nothing new, is in no list any more. */
const isListed = ({ folder, blocked }: WholeMessageGroup): boolean =>
  folder !== null || blocked === true;

/**
 * Which conversations there are. Listed twice: one that comes to the top of its list, or into another
 * list, while the lists are read, may be missed once.
 */
async function listedGroups(read: Reader): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let time = 0; time < 2; time += 1) {
    for (const folder of FOLDERS) {
      for await (const { items } of read.rows(folder)) items.forEach(({ uuid }) => found.add(uuid));
    }
  }
  return found;
}

/** The pages of a list up to its end. */
async function* pages<Item>(
  read: (nextToken: string | null) => Promise<Page<Item>>,
): AsyncGenerator<Page<Item>> {
  let token: string | null = null;
  do {
    const page: Page<Item> = await read(token);
    yield page;
    token = page.nextToken;
  } while (token !== null);
}

/** The items of a JSON array, a page at a time. @param onPage gets the number of items of a page */
async function* listPieces(
  from: AsyncIterable<Page<object>>,
  onPage: (count: number) => void = () => {},
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const { items } of from) {
    onPage(items.length);
    if (items.length === 0) continue;
    const text = items.map((item) => `\n${JSON.stringify(item)}`).join(',');
    yield isFirst ? text : `,${text}`;
    isFirst = false;
  }
}
