// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExportJob } from '../../client/src/account/exportJob';
import { createApi } from '../../client/src/messaging/api';
import { networkError } from './support/client';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('An export that waits goes on when the network is back, before its time, and not once it is cancelled', async () => {
  let asked = 0;
  const client = {
    cancel: () => true,
    graphql: () => {
      asked += 1;
      return Promise.reject(networkError);
    },
  };
  const job = new ExportJob({ api: createApi({ client }), userUuid: 'ada' });
  const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  job.start();
  await settled();
  expect(job.state.current).toMatchObject({ kind: 'running', isWaiting: true });
  expect(asked).toBe(1);
  window.dispatchEvent(new Event('online'));
  await settled();
  expect(asked).toBe(2);

  await job.end();
  window.dispatchEvent(new Event('online'));
  await vi.runAllTimersAsync();
  expect(asked).toBe(2);
  expect(job.state.current).toEqual({ kind: 'cancelled' });
});
