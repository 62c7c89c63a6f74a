import { createApi } from '../../../client/src/messaging/api';
import type { AmplifyClient } from '../../../client/src/messaging/requests';
import { exportPieces, type ExportOptions } from '../../../client/src/account/exportPieces';
import type { Folder, Report } from '../../../generated/schema';
import { exportSchema } from '../../support/exportSchema';
import type { Person } from '../../support/person';
import { myReports } from '../../support/reports';
import { operations } from '../../support/operations';

export interface ExportedGroup {
  readonly uuid: string;
  readonly folder: Folder;
  readonly blocked: boolean;
  readonly messages: readonly { readonly uuid: string; readonly message: string | null }[];
}

export interface Exported {
  readonly version: number;
  readonly exportedAt: string;
  readonly me: unknown;
  readonly mySettings: unknown;
  readonly messageGroups: readonly ExportedGroup[];
  readonly myReports: readonly Report[];
}

/** Called before each request; may wait, and may throw what Amplify would. */
export type Before = (operation: string, variables: Record<string, unknown>) => unknown;

/** In place of Amplify's client: a person's requests by HTTP, rejected as Amplify rejects. */
const clientOf = (person: Person, before: Before): AmplifyClient => ({
  graphql: async ({ query, variables = {} }) => {
    await before(/query (\w+)/.exec(query)![1]!, variables);
    const answer = await person.ask(query, variables);
    if (answer.errors) throw answer;
    return answer;
  },
  cancel: () => false,
});

interface Options extends Partial<ExportOptions> {
  readonly before?: Before;
  /** Items a page. */
  readonly pageSize?: number;
}

/** The pieces of a person's export; a request that fails is tried again at once. */
export const piecesOf = (person: Person, options: Options = {}): AsyncGenerator<string> => {
  const { before = () => {}, pageSize = 100, ...rest } = options;
  const client = clientOf(person, before);
  return exportPieces({
    api: createApi({ client, pageSize, catchUpPageSize: pageSize }),
    userUuid: person.uuid,
    signal: new AbortController().signal,
    pause: async () => {},
    ...rest,
  });
};

/** A person's whole export, parsed. @throws Error where it does not fit docs/export.schema.json. */
export async function exported(person: Person, options: Options = {}): Promise<Exported> {
  let text = '';
  for await (const piece of piecesOf(person, options)) text += piece;
  const value: unknown = JSON.parse(text);
  exportSchema(value);
  return value as Exported;
}

/** A file without what is of the file alone. */
export const within = ({ version: _, exportedAt: __, ...rest }: Exported) => rest;

/** What the API holds of a person, read by the operations that an export does not use. */
export async function held(person: Person): Promise<Omit<Exported, 'version' | 'exportedAt'>> {
  const messageGroups: ExportedGroup[] = [];
  for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'] as const) {
    for (const { uuid } of await person.folder(folder)) {
      const row = (await person.messageGroup(uuid))!;
      const messages = (await person.allMessages(uuid))
        .filter((message) => !row.clearedUpTo || message.uuid > row.clearedUpTo)
        .reverse();
      messageGroups.push({ ...row, messages } as unknown as ExportedGroup);
    }
  }
  const { me } = await person.get<{ me: object }>(
    '{ me { uuid handle displayName suspension { until statement contact } } }',
  );
  const { mySettings } = await person.get<{ mySettings: object }>(operations.mySettings);
  return { me, mySettings, messageGroups, myReports: await myReports(person) };
}
