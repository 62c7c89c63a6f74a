import { describe, expect, it } from 'vitest';
import type { MessageGroup, User } from '../../client/src/messaging';
import { matchesOf } from '../../client/src/ui/finder/matches';
import { row } from './support/messages';

const rowOf = (
  otherUserHandle: string,
  otherUserDisplayName: string,
  folder: MessageGroup['folder'] = 'INBOX',
): MessageGroup => ({
  ...row({ at: 0, uuid: `group of ${otherUserHandle}`, otherUserUuid: otherUserHandle }),
  otherUserHandle,
  otherUserDisplayName,
  folder,
});
const rows = [
  rowOf('mira', 'Mira Nowak'),
  rowOf('jo.mi', 'Jörg Miller'),
  rowOf('zoe', 'Zoé', 'ARCHIVE'),
  rowOf('gone', 'Gone', null),
];
/** In words: handles of conversations, and `@handle` of a person. */
const found = (text: string, people: readonly User[] = []): (string | null)[] =>
  matchesOf(rows, text, people).map((match) =>
    match.kind === 'conversation'
      ? match.row.otherUserHandle
      : match.kind === 'person'
        ? `found ${match.person.handle}`
        : `@${match.handle}`,
  );

describe('The finder', () => {
  it('lists the loaded conversations of each folder before anything is written', () => {
    expect(found('')).toEqual(['mira', 'jo.mi', 'zoe']);
  });

  it('finds by name and by handle, what begins with the text first', () => {
    expect(found('mi')).toEqual(['mira', 'jo.mi', '@mi']);
    expect(found('jo')).toEqual(['jo.mi', '@jo']);
    expect(found('@zoe')).toEqual(['zoe']);
  });

  it('ignores case and accents', () => {
    expect(found('JORG')).toEqual(['jo.mi', '@jorg']);
    expect(found('ZOÉ')).toEqual(['zoe']);
  });

  it('offers to look for a person only where the text can be a handle that is not in the list', () => {
    expect(found('mira')).toEqual(['mira']);
    expect(found('@ben_7')).toEqual(['@ben_7']);
    expect(found('b')).toEqual([]);
    expect(found('two words')).toEqual([]);
  });

  it('leaves out what was deleted', () => {
    expect(found('gone')).toEqual(['@gone']);
  });

  it('adds the people who were found, without those of the list and without asking for them again', () => {
    const people = ['mira', 'mirabel'].map((handle) => ({
      uuid: handle,
      handle,
      displayName: 'M',
    }));
    expect(found('mirabel', people)).toEqual(['found mirabel']);
    expect(found('mir', people)).toEqual(['mira', 'found mirabel', '@mir']);
  });

  it('lists who is gone, but finds them by no text', () => {
    const gone = { ...rowOf('gone', ''), otherUserHandle: null, otherUserDisplayName: null };
    expect(matchesOf([gone], '', [])).toHaveLength(1);
    expect(matchesOf([gone], 'deleted', [])).toEqual([{ kind: 'handle', handle: 'deleted' }]);
  });

  it('shows eight conversations at most', () => {
    const many = Array.from({ length: 20 }, (_, at) => rowOf(`anna${at}`, `Anna ${at}`));
    expect(matchesOf(many, '', [])).toHaveLength(8);
  });
});
