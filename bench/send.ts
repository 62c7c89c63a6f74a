import { randomUUID } from 'node:crypto';
import {
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { monotonicFactory } from 'ulid';
import type { Message } from '../generated/schema.js';
import { operations } from '../test/support/operations.js';
import type { Benchmark } from './lib/benchmark.js';
import { openSetting } from './lib/setting.js';
import { ms, percentile, timed, times } from './lib/statistics.js';

const TEXT = 'The warden has two bunks left for the 31st in the small room under the bell. '.repeat(
  3,
);
const MAX_RATIO = 1.5;

/** `createMessage` beside the very request that it makes of DynamoDB, sent by the SDK. */
export const send: Benchmark = {
  name: 'send',
  title: 'Sending a message into a conversation',
  note: 'Interleaved, one at a time: the mutation over HTTP, and the same TransactWriteItems from the SDK to the same DynamoDB Local.',
  async run(context) {
    const rounds = context.quick ? 50 : 1000;
    const { host, dynamodb, newPerson } = await openSetting(context);
    const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];

    const create = async (recipient: Record<string, string>): Promise<Message> => {
      const input = { message: TEXT, ...recipient };
      const data = await ada.ask<{ createMessage: Message }>(operations.createMessage, { input });
      return data.createMessage;
    };
    const [rawAda, rawBert] = [randomUUID(), randomUUID()];
    /** What the host has sent to store this message, for another message of two other people. */
    const requestLike = async ({ uuid }: Message) => {
      const text = JSON.stringify(await host.ask('lastInput', 'TransactWriteItems'))
        .replaceAll(ada.uuid, rawAda)
        .replaceAll(bert.uuid, rawBert);
      return (otherUuid: string) =>
        new TransactWriteItemsCommand(
          JSON.parse(text.replaceAll(uuid, otherUuid)) as TransactWriteItemsCommandInput,
        );
    };

    const nextUuid = monotonicFactory();
    const first = await create({ recipientHandle: bert.handle });
    await dynamodb.send((await requestLike(first))(nextUuid()));
    const group = { messageGroupUuid: first.messageGroupUuid };
    const raw = await requestLike(await create(group));

    const through: number[] = [];
    const direct: number[] = [];
    for (let round = -rounds / 10; round < rounds; round += 1) {
      if (round % 100 === 0) context.progress(`${round} of ${rounds}`);
      const command = raw(nextUuid());
      const [host_, sdk] = [
        await timed(() => create(group)),
        await timed(() => dynamodb.send(command)),
      ];
      if (round < 0) continue; // warming up
      through.push(host_);
      direct.push(sdk);
    }
    return [0.5, 0.99].map((share) => {
      const [value, beside] = [percentile(through, share), percentile(direct, share)];
      const ratio = value / beside;
      return {
        measure: `send, p${share * 100}`,
        value: ms(value),
        beside: `${ms(beside)} SDK`,
        ratio: times(ratio),
        ...(share === 0.5 && { wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO } }),
      };
    });
  },
};
