import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startDeadline } from '../../local/appsync/deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a resolver has 30 seconds', async () => {
  let over = false;
  const { passed } = startDeadline();
  passed.catch(() => (over = true));

  await vi.advanceTimersByTimeAsync(29_999);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(over).toBe(true);
});

test('a cleared deadline leaves no timer', () => {
  startDeadline().clear();
  expect(vi.getTimerCount()).toBe(0);
});
