import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from '../parts/Icon';
import { lazyPart } from '../parts/lazyPart';

const Finder = lazyPart(() => import('./Finder'));

/** Opens the finder, as Ctrl+K does (on a Mac, ⌘K). */
export function FinderButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return;
      event.preventDefault();
      // One dialog at a time.
      if (!document.querySelector('dialog[open]')) setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Search conversations"
        aria-keyshortcuts="Control+K Meta+K"
        title="Search conversations (Ctrl+K)"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
      </button>
      {/* On a phone the button may be in a pane that is not shown, and a dialog with it. */}
      {isOpen && createPortal(<Finder onClose={() => setOpen(false)} />, document.body)}
    </>
  );
}
