import type { ReactNode } from 'react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { DemoUser } from '../config';
import { messageGroupUuidOf } from '../messaging/messageGroupUuid';
import { readyMade } from './readyMade';

/** Whose token goes with the requests. */
export interface Caller {
  readonly uuid: string;
  readonly name: string;
}

/** A pane of operations to open in a tab of their own, with variables that fit. */
export function ReadyMadePane({
  caller,
  demoUsers,
}: {
  readonly caller: Caller | null;
  readonly demoUsers: readonly DemoUser[];
}): ReactNode {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const other = demoUsers.find(({ uuid }) => uuid !== caller?.uuid);
  const open = ({ query, variables }: (typeof readyMade)[number]): void => {
    const values = variables({
      messageGroupUuid: caller && other ? messageGroupUuidOf(caller.uuid, other.uuid) : '',
      handle: other?.handle ?? '',
      clientToken: crypto.randomUUID(),
    });
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(JSON.stringify(values, null, 2));
  };
  return (
    <section aria-label="Ready-made operations" className="ready-made">
      <h2>Ready-made operations</h2>
      <ul>
        {readyMade.map((operation) => (
          <li key={operation.title}>
            <button type="button" onClick={() => open(operation)}>
              <strong>{operation.title}</strong>
              <span>{operation.about}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
