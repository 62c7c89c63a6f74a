/** Edges in the window, in pixels. */
export type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** Pixels that stay free at the edges of the window. */
const MARGIN = 8;

/** Puts an element of a fixed position beside a box, where the window has more room for it. */
export function placeBeside(element: HTMLElement, box: Box): void {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const isBelow = box.bottom + box.top <= height;
  const isAtLeft = box.left + box.right <= width;
  const [left, right] = [Math.max(MARGIN, box.left), Math.max(MARGIN, width - box.right)];
  Object.assign(element.style, {
    top: isBelow ? `${box.bottom}px` : 'auto',
    bottom: isBelow ? 'auto' : `${height - box.top}px`,
    left: isAtLeft ? `${left}px` : 'auto',
    right: isAtLeft ? 'auto' : `${right}px`,
    maxHeight: `${(isBelow ? height - box.bottom : box.top) - MARGIN}px`,
    maxWidth: `${width - MARGIN - (isAtLeft ? left : right)}px`,
  });
}
