import { useEffect, useRef, type TouchEvent } from 'react';
import type { MenuHandle } from './Menu';

/** Milliseconds, as phones have it. */
const LONG = 500;

/** A finger that stays on one place. Browsers on iPhones report it by no event of its own. */
export function useLongPress(onLongPress: MenuHandle['openAt']) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isLong = useRef(false);
  const end = (): void => clearTimeout(timer.current);
  useEffect(() => end, []);
  return {
    onTouchStart: ({ touches }: TouchEvent): void => {
      end();
      isLong.current = false;
      const finger = touches[0];
      if (!finger || touches.length > 1) return;
      const point = { x: finger.clientX, y: finger.clientY };
      timer.current = setTimeout(() => {
        isLong.current = true;
        onLongPress(point);
      }, LONG);
    },
    onTouchMove: end,
    onTouchEnd: (event: TouchEvent): void => {
      end();
      // The finger that goes up presses nothing.
      if (isLong.current) event.preventDefault();
    },
    onTouchCancel: end,
  };
}
