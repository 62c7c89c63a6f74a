import { describe, expect, it } from 'vitest';
import { FLAT, growthOf, leaks, MIN_SECONDS, type Sample } from '../../bench/soak/flat.js';

/** A sample each ten seconds, the heap as given. */
const samples = (heap: (at: number) => number, seconds = 1_800): Sample[] =>
  Array.from({ length: seconds / 10 + 1 }, (_, index) => {
    const at = index * 10;
    return { at, heap: heap(at), rss: 100e6, descriptors: 50, handles: 20 };
  });
const MB = 1e6;
const leaking = (of: Sample[]): string[] => leaks(of).map(({ measure }) => measure);

describe('Memory', () => {
  it('that stays the same is flat', () => expect(leaking(samples(() => 40 * MB))).toEqual([]));

  it('that goes up and down is flat', () =>
    expect(leaking(samples((at) => (40 + 10 * Math.sin(at)) * MB))).toEqual([]));

  it('that grows in the first half only is flat', () =>
    expect(leaking(samples((at) => (20 + Math.min(at, 900) / 30) * MB))).toEqual([]));

  it('that shrinks is flat', () =>
    expect(leaking(samples((at) => (80 - at / 50) * MB))).toEqual([]));

  it('that grows by more than a tenth over the second half is not', () =>
    expect(leaking(samples((at) => (40 + at / 180) * MB))).toEqual(['heap']));

  it('that grows by less than a tenth is', () =>
    expect(leaking(samples((at) => (40 + at / 450) * MB))).toEqual([]));

  it('is not judged in a soak that is too short to tell', () =>
    expect(leaking(samples((at) => at * MB, MIN_SECONDS - 10))).toEqual([]));

  it('grows by the line through all samples, not by the last ones', () => {
    const [heap] = growthOf(samples((at) => (at === 1_800 ? 80 : 40) * MB));
    expect(heap!.share).toBeLessThan(FLAT);
    // 40 MB at 900 s, 80 MB at 1,800 s: 40 MB of a mean of 60.
    const [steady] = growthOf(samples((at) => (40 + (Math.max(0, at - 900) * 40) / 900) * MB));
    expect(steady!.share).toBeCloseTo(40 / 60);
  });
});
