import './dialog.css';
import './emojiDialog.css';
import { useEffect, useRef, type ReactNode } from 'react';
import Picker from 'emoji-picker-element/picker.js';
import { EMOJI_LOCALE } from '../../emojiStorage';
import { asUsual } from './reactions';
import dataSource from 'emoji-picker-element-data/en/emojibase/data.json?url';

/** All emoji, to choose a reaction from. */
export default function EmojiDialog({
  onPick,
  onClose,
}: {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    const picker = new Picker({ dataSource, locale: EMOJI_LOCALE });
    const { theme } = document.documentElement.dataset;
    if (theme && theme !== 'system') picker.classList.add(theme);
    picker.addEventListener('emoji-click', ({ detail }) => {
      if (detail.unicode) pick.current(asUsual(detail.unicode));
      dialog.current?.close();
    });
    place.current?.append(picker);
    dialog.current?.showModal();
    return () => picker.remove();
  }, []);
  return (
    <dialog ref={dialog} className="dialog emoji-dialog" onClose={onClose} aria-labelledby="react">
      <h2 id="react">React to the message</h2>
      <div ref={place} />
      <button type="button" className="link-button" onClick={() => dialog.current?.close()}>
        Cancel
      </button>
    </dialog>
  );
}
