import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useInbox } from '../../messaging';
import { FinderButton } from '../finder/FinderButton';
import { Icon } from '../parts/Icon';
import { useDeeperState } from '../shell/history';
import { FolderRows, type ListedFolder } from './FolderRows';

/** The conversations of a folder, newest message first. */
export const MessageGroupFeed = ({
  headingLevel,
  folder,
}: {
  readonly headingLevel: 1 | 2;
  readonly folder: ListedFolder;
}): ReactNode => (
  <>
    {folder === 'INBOX' ? (
      <InboxHead headingLevel={headingLevel} />
    ) : (
      <FolderHead headingLevel={headingLevel} title={titles[folder]} />
    )}
    <FolderRows folder={folder} />
  </>
);

const titles = { REQUESTS: 'Requests', ARCHIVE: 'Archive' } as const;

function FolderHead({
  headingLevel,
  title,
}: {
  readonly headingLevel: 1 | 2;
  readonly title: string;
}): ReactNode {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="pane-head">
      <Link href="/messages" className="icon-button" aria-label="Back to the inbox">
        <Icon name="back" />
      </Link>
      <Heading>{title}</Heading>
      <FinderButton />
    </div>
  );
}

function InboxHead({ headingLevel }: { readonly headingLevel: 1 | 2 }): ReactNode {
  const inbox = useInbox();
  const state = useDeeperState();
  const Heading = `h${headingLevel}` as const;
  return (
    <>
      <div className="pane-head">
        <Heading>
          Messages
          {inbox.unreadTotal > 0 && (
            <span className="badge" data-testid="unread-total">
              {inbox.unreadTotal}
              <span className="visually-hidden"> unread</span>
            </span>
          )}
        </Heading>
        <FinderButton />
        <Link
          href="/messages/new"
          state={state}
          className="icon-button"
          aria-label="New message"
          title="New message"
        >
          <Icon name="compose" />
        </Link>
      </div>
      {inbox.requestCount > 0 && (
        <Link href="/messages/requests" className="requests-link">
          Requests
          <span className="badge">{inbox.requestCount}</span>
        </Link>
      )}
    </>
  );
}
