import type { ReactNode } from 'react';
import { useRoute } from 'wouter';
import { MessageGroupFeed } from '../messages/MessageGroupFeed';
import { Announcer } from './Announcer';
import { ConnectionBanner } from './ConnectionBanner';
import { Suspension } from './Suspension';
import { TopBar } from './TopBar';

/** Two panes side by side, or one at a time where there is no room for two. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const [atList] = useRoute('/messages');
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
          <MessageGroupFeed headingLevel={atList ? 1 : 2} />
        </section>
        <section className="pane-detail" id="detail" aria-label="Conversation" tabIndex={-1}>
          {children}
        </section>
      </main>
      <Announcer />
    </div>
  );
}
