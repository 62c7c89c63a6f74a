import fc from 'fast-check';

const who = fc.nat(2);
const two = fc
  .record({ by: who, step: fc.constantFrom(1, 2) })
  .map(({ by, step }) => ({ by, to: (by + step) % 3 }));
const about = <Kind extends string>(kind: Kind) => two.map((pair) => ({ kind, ...pair }));
const one = <Kind extends string>(kind: Kind) => who.map((by) => ({ kind, by }));

/** One thing that happens. `slow`: it has read what it needs, and writes later. */
export const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: about('send'), slow: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.oneof(one('rename'), one('handle'), one('receipts'), about('take')),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.oneof(about('block'), about('unblock')),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.oneof(one('suspend'), one('free')),
      slow: fc.constant(false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc
        .record({ by: who, messages: fc.constantFrom('KEEP' as const, 'ERASE' as const) })
        .map((deletion) => ({ kind: 'delete' as const, ...deletion })),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ by: who, passes: fc.oneof(fc.nat(9), fc.constant(Infinity)) })
      .map((call) => ({ what: { kind: 'work' as const, ...call }, slow: false as const })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ at: fc.nat(5), isKilled: fc.boolean() })
      .map((call) => ({ what: { kind: 'go' as const, ...call }, slow: false as const })),
  },
);
export type Command = (typeof command extends fc.Arbitrary<infer Value> ? Value : never)['what'];

const happens = (what: Command, slow = false) => ({ what, slow }) as const;
const works = (by: number, passes = Infinity) => happens({ kind: 'work', by, passes });
const deletes = happens({ kind: 'delete', by: 0, messages: 'KEEP' });

/** What was wrong once. */
export const known: (readonly { what: Command; slow: boolean }[])[] = [
  // A call that is about to write the old names into another person's row, when the deletion is through.
  [
    happens({ kind: 'send', by: 0, to: 1 }),
    happens({ kind: 'rename', by: 0 }),
    works(0, 3),
    deletes,
    works(0),
    works(0),
    works(0),
    happens({ kind: 'go', at: 0, isKilled: false }),
  ],
  // A block without a conversation: the blocked person has no row that leads to it.
  [happens({ kind: 'block', by: 1, to: 0 }), deletes],
  [
    happens({ kind: 'block', by: 1, to: 0 }, true),
    deletes,
    happens({ kind: 'go', at: 0, isKilled: false }),
  ],
  // A handle that was given up, and is held.
  [happens({ kind: 'handle', by: 0 }), deletes],
  // A suspension, with its statement, on the profile.
  [happens({ kind: 'send', by: 0, to: 1 }), happens({ kind: 'suspend', by: 0 }), deletes],
];
