/**
 * Frames until a scroll to a row has landed: rows are measured in the frame after they are rendered,
 * and the scroll is put right until they are. It goes by index, so no page may come above meanwhile.
 */
export const LANDING_FRAMES = 10;

/** @returns cancels */
export function afterFrames(count: number, then: () => void): () => void {
  let frame = 0;
  const wait = (left: number): void => {
    frame = requestAnimationFrame(() => (left > 1 ? wait(left - 1) : then()));
  };
  wait(count);
  return () => cancelAnimationFrame(frame);
}
