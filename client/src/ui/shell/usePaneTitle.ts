import { useInbox } from '../../messaging';
import { useDocumentTitle } from './useDocumentTitle';

/** Names the tab after what a pane shows, with the number of unread messages as the inbox has it. */
export function usePaneTitle(title: string): void {
  const { unreadTotal } = useInbox();
  const count = unreadTotal > 0 ? `(${unreadTotal}) ` : '';
  useDocumentTitle(`${count}${title === '' ? '' : `${title} · `}Messages`);
}
