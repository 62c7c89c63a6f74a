import { getOrMake } from './getOrMake.js';
import type { DataSourceAnswer } from './types.js';

/** One call that is to go to its data source together with others. */
interface BatchItem {
  /** Calls with the same name go together. */
  readonly group: string;
  /** The most that go together. */
  readonly max: number;
  readonly payload: unknown;
  /** Sends all of a batch: one answer for each, in their order. Never rejects. */
  send(payloads: readonly unknown[]): Promise<readonly DataSourceAnswer[]>;
}

/** One run of a resolver, as the batches of its operation see it. */
export interface ResolverCall {
  /** Waits for the others that may join, and resolves with the answer to this one. */
  gather(item: BatchItem): Promise<DataSourceAnswer>;
  /** The run is over: nothing waits for it any more. */
  leave(): void;
}

/**
 * The batches of one operation. A batch goes when it is full, or when each run of the resolver that has
 * begun waits in a batch or is over, and no field is about to begin. So the items of a list go together,
 * and those of several lists whose parents came together.
 *
 * Documented: requests for the same field are batched, up to a size (AppSync developer guide,
 * tutorial-lambda-resolvers-js). Not known: how AppSync tells when a batch is complete.
 * @param pending resolves when fields that are about to begin have begun; undefined where there are none
 * @returns enters a run of the resolver of `Type.field`
 */
export function createBatches(
  pending: () => Promise<unknown> | undefined,
): (field: string) => ResolverCall {
  const resolvers = new Map<string, ResolverBatches>();
  return (field) => getOrMake(resolvers, field, () => new ResolverBatches(pending)).enter();
}

interface Member {
  readonly payload: unknown;
  readonly isOver: () => boolean;
  readonly answer: (answer: DataSourceAnswer) => void;
}

interface Group {
  readonly send: BatchItem['send'];
  readonly members: Member[];
}

/** The runs of one resolver in one operation. */
class ResolverBatches {
  readonly #pending: () => Promise<unknown> | undefined;
  readonly #groups = new Map<string, Group>();
  /** Runs that neither wait in a batch nor are over. */
  #working = 0;
  #isDue = false;

  constructor(pending: () => Promise<unknown> | undefined) {
    this.#pending = pending;
  }

  enter(): ResolverCall {
    let state: 'WORKING' | 'WAITING' | 'OVER' = 'WORKING';
    this.#working += 1;
    return {
      gather: ({ group: name, max, payload, send }) =>
        new Promise((resolve) => {
          state = 'WAITING';
          this.#working -= 1;
          const group = getOrMake(this.#groups, name, () => ({ send, members: [] }));
          const answer = (one: DataSourceAnswer): void => {
            if (state === 'OVER') return;
            state = 'WORKING';
            this.#working += 1;
            resolve(one);
          };
          group.members.push({ payload, isOver: () => state === 'OVER', answer });
          if (group.members.length >= max) this.#send(name, group);
          else this.#sendSoon();
        }),
      leave: () => {
        if (state === 'WORKING') this.#working -= 1;
        state = 'OVER';
        this.#sendSoon();
      },
    };
  }

  /** Looks in the next turn: by then all has begun that can begin at once. */
  #sendSoon(): void {
    if (this.#isDue || this.#groups.size === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#sendComplete();
    });
  }

  #sendComplete(): void {
    if (this.#working > 0) return; // a run that works gathers or leaves later
    const pending = this.#pending();
    if (pending) return void pending.then(() => this.#sendSoon());
    for (const [name, group] of this.#groups) this.#send(name, group);
  }

  /** A run that ended while it waited, by its deadline, is not sent. */
  #send(name: string, { send, members }: Group): void {
    this.#groups.delete(name);
    const sent = members.filter(({ isOver }) => !isOver());
    if (sent.length === 0) return;
    void send(sent.map(({ payload }) => payload)).then((answers) =>
      sent.forEach(({ answer }, index) => answer(answers[index]!)),
    );
  }
}
