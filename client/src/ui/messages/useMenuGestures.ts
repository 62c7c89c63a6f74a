import type { MouseEvent, RefObject, TouchEvent } from 'react';
import type { MenuHandle } from '../parts/Menu';
import { useLongPress } from '../parts/useLongPress';

/** A link, and a selection that is pressed on, keep the browser's own menu. */
const isForBrowser = (target: EventTarget): boolean => {
  if (!(target instanceof Element)) return false;
  const selection = getSelection();
  const isSelected = selection !== null && !selection.isCollapsed;
  return target.closest('a') !== null || (isSelected && selection.containsNode(target, true));
};

/** Opens a menu by a right click, by the key for it, and by a long press. */
export function useMenuGestures(menu: RefObject<MenuHandle | null>) {
  const press = useLongPress((point) => menu.current?.openAt(point));
  return {
    ...press,
    onTouchStart: (event: TouchEvent): void => {
      if (!isForBrowser(event.target)) press.onTouchStart(event);
    },
    onContextMenu: (event: MouseEvent): void => {
      if (!menu.current || isForBrowser(event.target)) return;
      event.preventDefault();
      menu.current.openAt({ x: event.clientX, y: event.clientY });
    },
  };
}
