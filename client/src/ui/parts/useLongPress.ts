import { useEffect, useRef, type TouchEvent } from 'react';

/** Milliseconds, as phones have it. */
const LONG = 500;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface TouchHandlers {
  onTouchStart(event: TouchEvent): void;
  onTouchMove(): void;
  onTouchEnd(event: TouchEvent): void;
  onTouchCancel(): void;
}

/** A finger that stays on one place. Browsers on iPhones report it by no event of its own. */
export function useLongPress(onLongPress: (point: Point) => void): TouchHandlers {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isLong = useRef(false);
  const end = (): void => clearTimeout(timer.current);
  useEffect(() => end, []);
  return {
    onTouchStart: ({ touches }) => {
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
    onTouchEnd: (event) => {
      end();
      // The finger that goes up presses nothing.
      if (isLong.current) event.preventDefault();
    },
    onTouchCancel: end,
  };
}
