import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions, type ConnectOptions } from '../../../local/dynamodb/connect.js';
import { worker } from '../../../resolvers/worker.js';
import { touchDueWork } from '../../../triggers/lib/worker/schedule.js';
import type { WorkTable } from '../../../triggers/lib/worker/table.js';
import { work } from '../../../triggers/lib/worker/work.js';

const KILLED = new Error('killed');
const current = new AsyncLocalStorage<Gate>();

/** Lets so many requests of one call pass, and holds the others. */
class Gate {
  readonly held: Promise<void>;
  #passes: number;
  #isKilled = false;
  #open = (): void => {};
  #opened = new Promise<void>((resolve) => (this.#open = resolve));
  #hold = (): void => {};

  constructor(passes: number) {
    this.#passes = passes;
    this.held = new Promise((resolve) => (this.#hold = resolve));
  }

  async pass(): Promise<void> {
    if (this.#passes > 0) {
      this.#passes -= 1;
      return;
    }
    this.#hold();
    await this.#opened;
    if (this.#isKilled) throw KILLED;
  }

  open(isKilled: boolean): void {
    this.#isKilled = isKilled;
    this.#open();
  }
}

/** A call of the worker, or a request of the API, that is held up in the middle. */
export interface HeldCall {
  /** Resolves when it is through. */
  go(isKilled?: boolean): Promise<void>;
}

/** Holds up what it runs after so many requests of a client with `gated`. @returns undefined: it is through */
export async function holdUp(
  passes: number,
  run: () => Promise<unknown>,
): Promise<HeldCall | undefined> {
  const gate = new Gate(passes);
  const ended = current.run(gate, run).catch((error: unknown) => {
    if (error !== KILLED) throw error;
  });
  const isHeld = await Promise.race([gate.held.then(() => true), ended.then(() => false)]);
  if (!isHeld) return undefined;
  return {
    async go(isKilled = false) {
      gate.open(isKilled);
      await ended;
    },
  };
}

/** A client whose requests the gate of the current call holds up. */
export function gated(options: ConnectOptions): DynamoDBClient {
  const client = new DynamoDBClient(clientOptions(options));
  client.middlewareStack.add(
    (next) => async (args) => {
      await current.getStore()?.pass();
      return next(args);
    },
    { step: 'initialize', name: 'gate' },
  );
  return client;
}

/** Steps of each person's work, and the schedule, until nothing is due any more. */
export async function finish(
  table: WorkTable,
  people: readonly string[],
  stageOf: (uuid: string) => Promise<string | undefined>,
): Promise<void> {
  let ahead = 0;
  const later: WorkTable = { ...table, now: () => Date.now() + ahead };
  for (let rounds = 0; rounds < 4; rounds += 1) {
    let isWaiting = false;
    for (const uuid of people) {
      let stage = await stageOf(uuid);
      while (stage !== undefined && stage !== 'WAITING') {
        await work(later, uuid);
        stage = await stageOf(uuid);
      }
      isWaiting ||= stage === 'WAITING';
    }
    if (!isWaiting) return;
    ahead += (worker.lastLookMinutes + 1) * 60_000;
    await touchDueWork(later);
  }
  throw new Error('the work does not end');
}
