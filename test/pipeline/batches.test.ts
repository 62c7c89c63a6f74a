import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBatches } from '../../local/appsync/batches.js';
import { createLambdaDataSource } from '../../local/appsync/datasources/index.js';

/** The batches of one operation, and what they sent. */
const observed = (pending: () => Promise<unknown> | undefined = () => undefined) => {
  const sent: unknown[] = [];
  const send = async (payloads: readonly unknown[]) => {
    sent.push(payloads);
    return payloads.map((result) => ({ result }));
  };
  const enter = createBatches(pending);
  const item = (payload: unknown) => ({ group: 'g', max: 10, payload, send });
  return { enter, item, sent };
};

test('a batch waits for a run that has begun, until it waits too or is over', async () => {
  const { enter, item, sent } = observed();
  const [one, two, three] = [enter('Query.a'), enter('Query.a'), enter('Query.a')];
  void one.gather(item(1));
  await turn();
  await turn();
  void two.gather(item(2));
  await turn();
  await turn();
  expect(sent).toEqual([]);
  three.leave();
  await turn();
  expect(sent).toEqual([[1, 2]]);
});

test('a run of another resolver is not waited for', async () => {
  const { enter, item } = observed();
  enter('Query.other');
  expect(await enter('Query.a').gather(item(1))).toEqual({ result: 1 });
});

test('a run that is over while it waits is not sent; the others are', async () => {
  const { enter, item, sent } = observed();
  const [late, good] = [enter('Query.a'), enter('Query.a')];
  void late.gather(item('late'));
  late.leave();
  expect(await good.gather(item('good'))).toEqual({ result: 'good' });
  expect(sent).toEqual([['good']]);
});

test('a batch waits for fields that are about to begin', async () => {
  let begin = (): void => {};
  let pending: Promise<unknown> | undefined = new Promise<void>((resolve) => {
    begin = () => {
      pending = undefined;
      resolve();
    };
  });
  const { enter, item, sent } = observed(() => pending);
  const one = enter('Query.a').gather(item(1));
  await turn();
  await turn();
  expect(sent).toEqual([]);
  const two = enter('Query.a').gather(item(2));
  begin();
  expect(await Promise.all([one, two])).toEqual([{ result: 1 }, { result: 2 }]);
  expect(sent).toEqual([[1, 2]]);
});

test('a resolver that is run outside a query or mutation is a batch of one', async () => {
  const source = createLambdaDataSource({ invoke: async (event) => ({ payload: event }) });
  const request = { operation: 'BatchInvoke', payload: { a: 1 } };
  const scope = { resolver: 'Subscription.a' };
  expect(await source.execute(request, scope)).toEqual({ result: { a: 1 } });
});
