import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { fetchAuthSession } from 'aws-amplify/auth';
import type { Config } from '../config';
import { EDITOR_KEYS_ID, EditorAccess } from './EditorAccess';
import { EDITOR_THEMES } from './editorThemes';
import { createFetcher } from './fetcher';
import { repairMarkup } from './markup';
import { ReadyMadePane, type Caller } from './ReadyMade';
import { readyMade } from './readyMade';
import { SignIn } from './SignIn';
import { tabStorage } from './tabStorage';

const accessToken = async (): Promise<string> => {
  const token = (await fetchAuthSession()).tokens?.accessToken.toString();
  if (!token) throw new Error('Not signed in: choose a user above');
  return token;
};

/** GraphiQL with who to be, ready-made operations, and subscriptions over AppSync's protocol. */
export function Explorer({ config }: { readonly config: Config }): ReactNode {
  const [caller, setCaller] = useState<Caller | null>(null);
  const endpoint = config.amplify.API!.GraphQL!.endpoint;
  const fetcher = useMemo(() => createFetcher({ endpoint, accessToken }), [endpoint]);
  const plugins = useMemo(
    () => [
      {
        title: 'Ready-made operations',
        icon: ListIcon,
        content: () => <ReadyMadePane caller={caller} demoUsers={config.demoUsers} />,
      },
      HISTORY_PLUGIN,
    ],
    [caller, config.demoUsers],
  );
  useEffect(() => repairMarkup(), []);
  const [first] = readyMade;
  return (
    <div className="explorer">
      <a className="explorer-skip" href="#graphiql-session">
        Skip to the operation
      </a>
      <SignIn config={config} caller={caller} onCaller={setCaller} />
      <main className="explorer-main">
        <h1 className="visually-hidden">GraphQL explorer</h1>
        {/* A new one for each user: the schema is read with their token. */}
        <GraphiQL
          key={caller?.uuid ?? 'signed out'}
          fetcher={fetcher}
          plugins={plugins}
          storage={tabStorage}
          defaultTabs={[{ query: first!.query }]}
          defaultEditorToolsVisibility="variables"
          editorTheme={EDITOR_THEMES}
          isHeadersEditorEnabled={false}
          showPersistHeadersSettings={false}
        >
          <GraphiQL.Logo>Messages API</GraphiQL.Logo>
          <GraphiQL.Footer>
            <p id={EDITOR_KEYS_ID}>
              Tab leaves an editor; Ctrl+M makes it indent, and back. F1 lists all commands.
            </p>
          </GraphiQL.Footer>
          <EditorAccess />
        </GraphiQL>
      </main>
    </div>
  );
}

function ListIcon(): ReactNode {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em">
      <path d="M9 6h12M9 12h12M9 18h12M3.5 6h1M3.5 12h1M3.5 18h1" />
    </svg>
  );
}
