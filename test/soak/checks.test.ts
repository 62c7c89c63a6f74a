import { describe, expect, it } from 'vitest';
import { properties, violationsOf } from '../../bench/soak/checks/index.js';
import {
  type ChangeAttempt,
  FORBIDDEN,
  type Held,
  type History,
  type Outcome,
  type Row,
  type SendAttempt,
} from '../../bench/soak/history.js';

const ada = 'ada';
const ben = 'ben';
const group = 'ada_ben';

const sent = (at: number, more: Partial<SendAttempt> = {}): SendAttempt => ({
  by: at % 2 ? ada : ben,
  group,
  clientToken: `token ${at}`,
  text: `text ${at}`,
  startedAt: at * 10,
  endedAt: at * 10 + 5,
  uuid: `m${at}`,
  ...more,
});
const stored = (at: number, more: Partial<Held> = {}): Held => ({
  uuid: `m${at}`,
  userUuid: at % 2 ? ada : ben,
  message: `text ${at}`,
  deletedAt: null,
  deletedBy: null,
  reactions: [],
  changeUuid: null,
  ...more,
});
const changed = (
  at: number,
  change: ChangeAttempt['change'],
  more: Partial<ChangeAttempt> = {},
): ChangeAttempt => ({
  by: ada,
  group,
  uuid: 'm1',
  change,
  startedAt: 100 + at,
  endedAt: 100 + at,
  changeUuid: `c${at}`,
  ...more,
});
const row = (userUuid: string, more: Partial<Row> = {}): Row => ({
  uuid: group,
  userUuid,
  lastMessageUuid: 'm3',
  lastMessage: 'text 3',
  unreadCount: userUuid === ben ? 2 : 1,
  readUpTo: null,
  ...more,
});

/** Ada, Ben and Ada again have written. Everything is right, but for what a test puts in its place. */
function soaked({
  sends = [1, 2, 3].map((at) => sent(at)),
  messages = [1, 2, 3].map((at) => stored(at)),
  newestFirst = messages.toReversed(),
  rows = [row(ada), row(ben)],
  inbox = rows.slice(0, 1),
  shown = messages,
  shownRow = rows.at(-1),
  ...history
}: Partial<History> & {
  messages?: readonly Held[];
  newestFirst?: readonly Held[];
  rows?: readonly Row[];
  inbox?: readonly Row[];
  shown?: readonly Held[];
  shownRow?: Row | undefined;
} = {}): [History, Outcome] {
  return [
    { sends, changes: [], marks: [], pushes: [], closed: [], ...history },
    {
      conversations: [{ group, people: [ada, ben], newestFirst, oldestFirst: messages, rows }],
      inboxes: new Map([[ada, inbox]]),
      shown: [{ person: ben, group, messages: shown, row: shownRow }],
    },
  ];
}

/** The names of the properties that do not hold. */
const broken = (of: Parameters<typeof soaked>[0]): string[] =>
  violationsOf(...soaked(of)).map(({ property }) => property);

const once = 'each acknowledged message is stored exactly once';
const nothingElse = 'no message is stored that was refused or never sent';
const forbidden = 'what must be refused is, and no other send is';
const commit = 'a message that was sent after another was acknowledged has the greater id';
const order = 'each list is in the order of its ids';
const newest = 'both rows of a conversation name its newest message, with its text';
const unread =
  'each row counts the messages of the other person after the read marker, but for unsent ones';
const markers = 'no read marker is behind one that was acknowledged';
const changes = 'each message is as the acknowledged edits, unsends and reactions made it';
const clients = 'each client shows exactly what the table has: nothing missed, nothing twice';
const inboxes = "each client's inbox has the row of the table";
const parties = 'nothing reaches a person who is not a party to it';
const sockets = 'the host closes no socket';

describe('A history in which everything is right', () => {
  it('violates nothing', () => expect(violationsOf(...soaked())).toEqual([]));

  it('has tries without an answer and tries that were refused', () => {
    const retried = sent(2, { unknown: true, uuid: undefined, startedAt: 15 });
    const raced = sent(3, { refused: 'Conflict', uuid: undefined, startedAt: 26 });
    const stranger = sent(4, { by: 'eve', text: FORBIDDEN, uuid: undefined, refused: 'Forbidden' });
    const sends = [sent(1), retried, sent(2), raced, sent(3), stranger];
    expect(broken({ sends })).toEqual([]);
  });

  it('has changes, one of them without an answer', () => {
    const messages = [
      stored(1, { message: 'b', changeUuid: 'c4', reactions: [{ userUuid: ben, emoji: '👍' }] }),
      stored(2),
      stored(3),
    ];
    const history = [
      changed(1, { type: 'edit', text: 'a' }),
      changed(2, { type: 'react', emoji: '❤️' }, { by: ben }),
      changed(3, { type: 'react', emoji: '👍' }, { by: ben }),
      changed(4, { type: 'edit', text: 'b' }, { unknown: true, changeUuid: undefined }),
    ];
    expect(broken({ messages, changes: history })).toEqual([]);
  });

  it('covers each property in the tests below', () => {
    const tested = [once, nothingElse, forbidden, commit, order, newest, unread, markers, changes];
    tested.push(clients, inboxes, parties, sockets);
    expect(properties.map(({ name }) => name)).toEqual(tested);
  });
});

describe('A message', () => {
  const [first, second, third] = [stored(1), stored(2), stored(3)];

  it('that was acknowledged and is not stored is found', () =>
    expect(
      broken({ messages: [first, third], rows: [row(ada, { unreadCount: 0 }), row(ben)] }),
    ).toEqual([once]));

  it('that is in one of the two lists only is found', () =>
    expect(broken({ newestFirst: [third, first] })).toEqual([once]));

  it('that is in a list twice is found', () => {
    const twice = { messages: [first, second, second, third], newestFirst: [third, second, first] };
    expect(broken({ ...twice, rows: [row(ada, { unreadCount: 2 }), row(ben)] })).toEqual([
      once,
      order,
    ]);
  });

  it('whose two tries were acknowledged as two messages is found', () => {
    const again = sent(3, { uuid: 'm4', clientToken: 'token 1', text: 'text 1', by: ada });
    const messages = [first, second, third, stored(4, { userUuid: ada, message: 'text 1' })];
    const rows = [ada, ben].map((who) =>
      row(who, { lastMessageUuid: 'm4', lastMessage: 'text 1', unreadCount: who === ben ? 3 : 1 }),
    );
    const sends = [sent(1), sent(2), sent(3), again];
    expect(broken({ sends, messages, rows })).toContain(once);
  });

  it('that was refused and is stored is found', () => {
    const sends = [sent(1), sent(2), sent(3, { uuid: undefined, refused: 'Conflict' })];
    expect(broken({ sends })).toEqual([nothingElse]);
  });

  it('without a send is found', () =>
    expect(broken({ sends: [sent(1), sent(2)] })).toEqual([nothingElse]));

  it('that was never acknowledged may be stored when there was no answer', () => {
    const sends = [sent(1), sent(2), sent(3, { uuid: undefined, unknown: true })];
    expect(broken({ sends })).toEqual([]);
  });

  it('of a stranger that was acknowledged is found', () => {
    const sends = [sent(1), sent(2), sent(3, { by: 'eve', text: FORBIDDEN })];
    expect(broken({ sends })).toContain(forbidden);
  });

  it('that was refused though nothing forbids it is found', () => {
    const fourth = sent(4, { uuid: undefined, refused: 'NotAccepted' });
    expect(broken({ sends: [sent(1), sent(2), sent(3), fourth] })).toEqual([forbidden]);
  });

  it('that a stranger could change is found', () => {
    const messages = [stored(1, { message: FORBIDDEN, changeUuid: 'c1' }), second, third];
    const history = [changed(1, { type: 'edit', text: FORBIDDEN }, { by: 'eve' })];
    expect(broken({ messages, changes: history })).toEqual([forbidden]);
  });

  it('with a lesser id than one that was acknowledged before it began is found', () => {
    const sends = [sent(1), sent(2, { startedAt: 50, endedAt: 55 }), sent(3)];
    expect(broken({ sends })).toEqual([commit]);
  });
});

describe('A list', () => {
  it('out of order is found', () => {
    const newestFirst = [stored(2), stored(3), stored(1)];
    expect(broken({ newestFirst })).toEqual([order]);
  });

  it('of conversations out of order is found', () => {
    const inbox = [row(ada, { lastMessageUuid: 'm1' }), row(ada, { lastMessageUuid: 'm2' })];
    expect(broken({ inbox })).toEqual([order]);
  });
});

describe('A row', () => {
  it.each<[string, Row[], string[]]>([
    ['that names an older message', [row(ada, { lastMessageUuid: 'm2' }), row(ben)], [newest]],
    ['with an older text', [row(ada, { lastMessage: 'text 2' }), row(ben)], [newest]],
    ['that is not there', [row(ben)], [newest]],
    ['that counts too many', [row(ada, { unreadCount: 2 }), row(ben)], [unread]],
    ['that counts too few', [row(ada), row(ben, { unreadCount: 1 })], [unread]],
    ['that counts what is read', [row(ada), row(ben, { readUpTo: 'm1' })], [unread]],
  ])('%s is found', (_what, rows, wanted) => expect(broken({ rows })).toEqual(wanted));

  it('that counts an unsent message is found', () => {
    const unsent = stored(1, {
      message: null,
      deletedAt: 'now',
      deletedBy: 'SENDER',
      changeUuid: 'c1',
    });
    const messages = [unsent, stored(2), stored(3)];
    expect(broken({ messages, changes: [changed(1, { type: 'unsend' })] })).toEqual([unread]);
  });

  it('whose marker went back is found', () => {
    const mark = { by: ben, group, startedAt: 1, endedAt: 2, upTo: 'm3', readUpTo: 'm3' };
    const rows = [row(ada), row(ben, { readUpTo: 'm1', unreadCount: 1 })];
    expect(broken({ rows, marks: [mark] })).toEqual([markers]);
  });
});

describe('A change', () => {
  const edit = changed(1, { type: 'edit', text: 'new' });
  const react = changed(2, { type: 'react', emoji: '👍' }, { by: ben });
  const unsend = changed(3, { type: 'unsend' });
  const first = (more: Partial<Held>): Held[] => [stored(1, more), stored(2), stored(3)];

  it.each<[string, Partial<Held>, ChangeAttempt[]]>([
    ['that is lost', {}, [edit]],
    ['that another one undid', { message: 'text 1' }, [edit, react]],
    ['of a reaction that is lost', { message: 'new' }, [edit, react]],
    ['that was refused and shows', { message: 'new' }, [{ ...edit, refused: 'EditWindowOver' }]],
    ['without a request for it', { reactions: [{ userUuid: ben, emoji: '👍' }] }, []],
    ['to unsend that is lost', {}, [unsend]],
    ['to unsend that left the text', { deletedAt: 'now', deletedBy: 'SENDER' }, [unsend]],
    ['to unsend without a request for it', { deletedAt: 'now', message: null }, []],
    [
      'that shows though a later one was acknowledged',
      { message: 'new' },
      [edit, changed(2, { type: 'edit', text: 'newer' })],
    ],
  ])('%s is found', (_what, state, history) =>
    expect(broken({ messages: first(state), changes: history })).toContain(changes),
  );
});

describe('A client', () => {
  const all = [stored(1), stored(2), stored(3)];

  it.each<[string, Held[]]>([
    ['that missed a message', [stored(1), stored(3)]],
    ['that missed the newest one', [stored(1), stored(2)]],
    ['that missed the oldest one of the page', [stored(2), stored(3)]],
    ['that shows one twice', [stored(1), stored(2), stored(2), stored(3)]],
    ['that shows an old text', [stored(1, { message: 'old' }), stored(2), stored(3)]],
    ['that shows another order', [stored(2), stored(1), stored(3)]],
    [
      'that missed a reaction',
      [stored(1), stored(2, { reactions: [{ userUuid: ada, emoji: '👍' }] }), stored(3)],
    ],
  ])('%s is found', (_what, shown) => expect(broken({ messages: all, shown })).toEqual([clients]));

  it.each<[string, Row | undefined]>([
    ['without the row', undefined],
    ['with an old preview', row(ben, { lastMessage: 'text 2' })],
    ['with an old count', row(ben, { unreadCount: 1 })],
  ])('%s in its inbox is found', (_what, shownRow) => {
    const [history, outcome] = soaked();
    const shown = outcome.shown.map((of) => ({ ...of, row: shownRow }));
    const found = violationsOf(history, { ...outcome, shown });
    expect(found.map(({ property }) => property)).toEqual([inboxes]);
  });

  it('that gets what is between two others is found', () => {
    const pushes = [
      { to: ada, topic: 'onCreateMessage', parties: [ada, ben] },
      { to: 'eve', topic: 'onCreateMessage', parties: [ada, ben] },
    ];
    expect(broken({ pushes })).toEqual([parties]);
  });

  it('that the host disconnects is found', () =>
    expect(broken({ closed: ['The socket of ada was closed: 1008 '] })).toEqual([sockets]));
});
