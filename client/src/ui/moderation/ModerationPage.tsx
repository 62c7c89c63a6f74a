import type { ReactNode } from 'react';
import { useRoute } from 'wouter';
import { Announcer } from '../shell/Announcer';
import { ConnectionBanner } from '../shell/ConnectionBanner';
import { TopBar } from '../shell/TopBar';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { NotFound } from '../shell/States';
import { ReportList } from './ReportList';
import { ReportPane } from './ReportPane';
import './moderation.css';

/** The moderators' page: the reports of a state, and one of them. */
export default function ModerationPage(): ReactNode {
  const [isDecided, decided] = useRoute('/moderation/decided/:uuid?');
  const [isOpen, open] = useRoute('/moderation/:uuid?');
  useDocumentTitle('Reports · Messages');
  if (!isDecided && !isOpen) return <NotFound />;
  const uuid = isDecided ? decided.uuid : open?.uuid;
  const base = isDecided ? '/moderation/decided' : '/moderation';
  return (
    <div className="shell" data-pane={uuid ? 'detail' : 'list'}>
      <a className="skip-link" href="#detail">
        Skip to the report
      </a>
      <TopBar />
      <ConnectionBanner />
      <main className="panes">
        <section className="pane-list" aria-label="Reports">
          <ReportList
            state={isDecided ? 'DECIDED' : 'OPEN'}
            base={base}
            openUuid={uuid}
            headingLevel={uuid ? 2 : 1}
          />
        </section>
        <section className="pane-detail" id="detail" aria-label="Report" tabIndex={-1}>
          {uuid ? (
            <ReportPane key={uuid} uuid={uuid} back={base} />
          ) : (
            <div className="empty">
              <p>Choose a report.</p>
            </div>
          )}
        </section>
      </main>
      <Announcer />
    </div>
  );
}
