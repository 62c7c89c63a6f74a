import { expect } from 'vitest';
import type { WorkTable } from '../../../triggers/lib/worker/table.js';
import { work } from '../../../triggers/lib/worker/work.js';
import { operations } from '../../support/operations.js';
import type { Person } from '../../support/person.js';
import { decide, report } from '../../support/reports.js';
import type { ApiGate } from './apiGate.js';
import type { Command } from './commands.js';
import { Model } from './model.js';
import { type HeldCall, holdUp } from './worker.js';
import { isDone, newHandle, newName } from './world.js';

const UNTIL = new Date(Date.now() + 7 * 86_400_000).toISOString();

export interface RunParts {
  readonly table: WorkTable;
  readonly moderator: Person;
  readonly api: ApiGate;
}

/** Three people, and what is held up. */
export class Run {
  readonly model: Model;
  readonly #held: HeldCall[] = [];
  #texts = 0;

  constructor(
    readonly people: readonly Person[],
    private readonly parts: RunParts,
  ) {
    this.model = new Model(people);
  }

  async take(what: Command, isSlow: boolean): Promise<void> {
    if (what.kind === 'go') {
      const [call] = this.#held.splice(what.at % Math.max(1, this.#held.length), 1);
      await call?.go(what.isKilled);
      return;
    }
    if (what.kind === 'work') {
      const { uuid } = this.people[what.by]!;
      this.#hold(await holdUp(what.passes, () => work(this.parts.table, uuid)));
      return;
    }
    if (!isSlow) return this.act(what);
    this.#hold(await this.parts.api.holdUp(() => this.act(what)));
  }

  async act(what: Exclude<Command, { kind: 'go' | 'work' }>): Promise<void> {
    const person = this.people[what.by]!;
    const known = this.model.people[what.by]!;
    switch (what.kind) {
      case 'send':
        return this.#send(what.by, what.to);
      case 'rename': {
        const displayName = newName();
        known.names.push(displayName);
        const input = { displayName };
        if (await isDone(person.get(operations.updateProfile, { input }))) {
          known.displayName = displayName;
        }
        return;
      }
      case 'handle': {
        const handle = newHandle();
        const input = { handle };
        if (await isDone(person.get(operations.updateProfile, { input }))) {
          known.handle = handle;
          known.handles.push(handle);
        }
        return;
      }
      case 'take': {
        const { handle } = this.model.people[what.to]!;
        const taken = await isDone(person.get(operations.updateProfile, { input: { handle } }));
        expect(taken, 'the handle of another person is taken').toBe(false);
        return;
      }
      case 'receipts': {
        const showsReadReceipts = !!known.hidesReceipts;
        if (await isDone(person.updateSettings({ showsReadReceipts }))) {
          known.hidesReceipts = !showsReadReceipts;
        }
        return;
      }
      case 'block':
      case 'unblock':
        await isDone(person[what.kind](this.people[what.to]!));
        return;
      case 'suspend':
      case 'free':
        return this.#suspend(what.by, what.kind === 'suspend');
      case 'delete': {
        const { messages } = what;
        if (await isDone(person.get(operations.deleteAccount, { messages }))) {
          known.deleted ??= messages;
        }
      }
    }
  }

  async #send(from: number, to: number): Promise<void> {
    const text = `text ${(this.#texts += 1)} ${'x'.repeat(this.#texts)}`;
    const input = { recipientUuid: this.people[to]!.uuid, message: text };
    await isDone(
      this.people[from]!.send(input).then(({ uuid }) =>
        this.model.sent.push({ uuid, from, to, text }),
      ),
    );
  }

  /** By a report of the person's newest message: where there is none, there is nothing to decide. */
  async #suspend(by: number, isSuspended: boolean): Promise<void> {
    const message = this.model.sent.findLast(({ from }) => from === by);
    if (!message) return;
    const reporter = this.people[message.to]!;
    const messageGroupUuid = this.model.group(message.from, message.to);
    const reportUuid = `${reporter.uuid}_${message.uuid}_${this.people[by]!.uuid}`;
    await isDone(report(reporter, { messageGroupUuid, uuid: message.uuid }));
    const known = this.model.people[by]!;
    const decided = await isDone(
      decide(this.parts.moderator, {
        uuid: reportUuid,
        ...(isSuspended
          ? { decision: 'SUSPEND_SENDER', suspendedUntil: UNTIL }
          : { decision: 'DISMISS' }),
      }),
    );
    if (decided && isSuspended) {
      known.suspendedUntil = UNTIL;
      known.suspendedBy = reportUuid;
    } else if (decided && known.suspendedBy === reportUuid) {
      known.suspendedUntil = undefined;
      known.suspendedBy = undefined;
    }
  }

  #hold(call: HeldCall | undefined): void {
    if (call) this.#held.push(call);
  }

  /** A call, or a request, ends long before the last look. */
  async release(): Promise<void> {
    for (const call of this.#held.splice(0)) await call.go();
  }
}
