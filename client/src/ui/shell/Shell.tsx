import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useFolderOf } from '../../messaging';
import type { ListedFolder } from '../messages/FolderRows';
import { MessageGroupFeed } from '../messages/MessageGroupFeed';
import { lazyPart } from '../parts/lazyPart';
import { Announcer } from './Announcer';
import { ConnectionBanner } from './ConnectionBanner';
import { Suspension } from './Suspension';
import { TopBar } from './TopBar';

const Alerts = lazyPart(() => import('./Alerts'));

/** Two panes side by side, or one at a time where there is no room for two. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { atList, folder } = useList();
  return (
    <div className="shell" data-pane={atList ? 'list' : 'detail'}>
      <a className="skip-link" href="#detail">
        Skip to the conversation
      </a>
      <TopBar />
      <ConnectionBanner />
      <Suspension />
      <main className="panes">
        <section className="pane-list" aria-label="Conversations">
          <MessageGroupFeed key={folder} headingLevel={atList ? 1 : 2} folder={folder} />
        </section>
        <section className="pane-detail" id="detail" aria-label="Conversation" tabIndex={-1}>
          {children}
        </section>
      </main>
      <Announcer />
      <Alerts />
    </div>
  );
}

const lists: Readonly<Record<string, ListedFolder>> = {
  '/messages': 'INBOX',
  '/messages/requests': 'REQUESTS',
  '/messages/archive': 'ARCHIVE',
};

/** The list of the address; beside an open conversation, the list that it is in. */
function useList(): { readonly atList: boolean; readonly folder: ListedFolder } {
  const [location] = useLocation();
  const open = useFolderOf(location.split('/')[2] ?? '');
  const list = lists[location];
  if (list) return { atList: true, folder: list };
  return { atList: false, folder: open === 'REQUESTS' || open === 'ARCHIVE' ? open : 'INBOX' };
}
