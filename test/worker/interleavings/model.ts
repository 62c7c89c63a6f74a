import { expect } from 'vitest';
import type { Known, Sent } from './world.js';
import {
  evidenceKey,
  handleKey,
  messageGroupKey,
  messageKey,
  messagePartition,
  profileKey,
} from '../../../resolvers/lib/keys.js';
import { groupUuidOf } from '../../../resolvers/lib/members.js';
import { previewOf } from '../../../resolvers/lib/text.js';
import { type Item, textOf } from '../../support/tables.js';

const keyOf = ({ pk, sk }: Item): string => `${pk!.S} ${sk!.S}`;
const at = ({ pk, sk }: { pk: string; sk: string }): string => `${pk} ${sk}`;

/** What must be in the table when nothing is under way any more. */
export class Model {
  readonly people: Known[];
  readonly sent: Sent[] = [];

  constructor(people: readonly { uuid: string; handle: string; displayName: string }[]) {
    this.people = people.map(({ uuid, handle, displayName }) => {
      const names = { names: [displayName], handles: [handle] };
      return { uuid, handle, displayName, ...names };
    });
  }

  group = (a: number, b: number): string => groupUuidOf(this.people[a]!.uuid, this.people[b]!.uuid);

  /** All that a deleted person was called. */
  get gone(): string[] {
    return this.people
      .filter(({ deleted }) => deleted)
      .flatMap(({ names, handles }) => [...names, ...handles]);
  }

  check(items: readonly Item[]): void {
    const table = new Map(items.map((item) => [keyOf(item), item]));
    this.#checkMessages(table);
    for (const person of this.people) {
      this.#checkProfile(table, person);
      this.#checkClaims(items, person);
    }
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      this.#checkRow(table, a, b);
      this.#checkRow(table, b, a);
    }
    this.#checkNames(items);
    expect(items.filter(({ pk }) => pk!.S!.startsWith('WRK#')).map(textOf)).toEqual([]);
  }

  #checkMessages(table: ReadonlyMap<string, Item>): void {
    const stored = [...table.values()].filter(({ pk }) => pk!.S!.startsWith(messagePartition('')));
    expect(stored.map(({ sk }) => sk!.S).sort()).toEqual(this.sent.map(({ uuid }) => uuid).sort());
    for (const { uuid, from, to, text } of this.sent) {
      const message = table.get(at(messageKey(this.group(from, to), uuid)))!;
      const { deleted, names, handles } = this.people[from]!;
      expect(message.message?.S, textOf(message)).toBe(deleted === 'ERASE' ? undefined : text);
      expect(message.deletedAt !== undefined).toBe(deleted === 'ERASE');
      if (deleted) continue;
      expect(names).toContain(message.displayName?.S);
      expect(handles).toContain(message.handle?.S);
    }
  }

  #checkProfile(table: ReadonlyMap<string, Item>, person: Known): void {
    const profile = table.get(at(profileKey(person.uuid)))!;
    if (person.deleted) {
      expect(Object.keys(profile).sort()).toEqual(['deletedAt', 'erases', 'pk', 'sk', 'uuid']);
      expect(profile.erases!.BOOL).toBe(person.deleted === 'ERASE');
      return;
    }
    expect(profile.displayName!.S).toBe(person.displayName);
    expect(profile.handle!.S).toBe(person.handle);
    expect(profile.suspendedUntil?.S).toBe(person.suspendedUntil);
  }

  #checkClaims(items: readonly Item[], person: Known): void {
    const claims = items.filter(
      ({ pk, uuid }) => pk!.S!.startsWith('HDL#') && uuid!.S === person.uuid,
    );
    expect(claims.map(({ handle }) => handle!.S).sort()).toEqual([...person.handles].sort());
    for (const claim of claims) {
      const isCurrent = claim.handle!.S === person.handle && !person.deleted;
      expect(claim.expiresAt === undefined, textOf(claim)).toBe(isCurrent);
      expect(claim.displayName?.S).toBe(isCurrent ? person.displayName : undefined);
    }
  }

  /** One person's row of the conversation with the other. */
  #checkRow(table: ReadonlyMap<string, Item>, mine: number, other: number): void {
    const [owner, person] = [this.people[mine]!, this.people[other]!];
    const row = table.get(at(messageGroupKey(owner.uuid, this.group(mine, other))));
    const messages = this.sent
      .filter(({ from, to }) => [from, to].sort().join() === [mine, other].sort().join())
      .sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
    const newest = messages.at(-1);
    if (owner.deleted) expect(row && textOf(row)).toBeUndefined();
    if (owner.deleted || !newest) return;
    const text = row && textOf(row);
    expect(row?.lastMessageUuid?.S, text).toBe(newest.uuid);
    const isErased = person.deleted === 'ERASE';
    const hidden = isErased && newest.from === other;
    expect(row!.lastMessage?.S, text).toBe(hidden ? undefined : previewOf(newest.text));
    const unread = messages.filter(({ from }) => from === other).length;
    expect(row!.unreadCount!.N, text).toBe(String(isErased ? 0 : unread));
    expect(row!.otherUserDisplayName?.S, text).toBe(
      person.deleted ? undefined : person.displayName,
    );
    expect(row!.otherUserHandle?.S, text).toBe(person.deleted ? undefined : person.handle);
    expect(row!.suspendedUntil?.S, text).toBe(owner.suspendedUntil);
    expect(row!.hidesRead?.BOOL, text).toBe(owner.hidesReceipts || undefined);
  }

  /** Nothing is left of a deleted person's names, but for the claims and the evidence until their dates. */
  #checkNames(items: readonly Item[]): void {
    for (const item of items) {
      const isKept =
        item.expiresAt !== undefined &&
        [evidenceKey('').pk, handleKey('').pk].some((prefix) => item.pk!.S!.startsWith(prefix));
      if (isKept && item.pk!.S!.startsWith(evidenceKey('').pk)) continue;
      const text = textOf(isKept ? { ...item, handle: { S: '' }, sk: { S: '' } } : item);
      for (const name of this.gone) expect(text).not.toContain(name);
    }
  }
}
