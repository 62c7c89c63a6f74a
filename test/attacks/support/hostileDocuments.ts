import fc from 'fast-check';

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const ALIASED = 'uuid message displayName handle userUuid recipientUuid createdAt'.split(' ');

/** Documents that were seen, or are likely, to take much time or memory. `size` is about their length. */
export const hostileDocuments: Readonly<Record<string, (size: number, group: string) => string>> = {
  'long names, nested, and unknown': (size) => {
    const levels = Math.min(1_500, Math.ceil(size / 691));
    return `${repeat(levels, () => `{ ${'a'.repeat(690)}`)} x ${'}'.repeat(levels)}`;
  },
  'long names, nested two levels deep for each level': (size) => {
    const levels = Math.min(400, Math.ceil(size / 1_000));
    const name = 'a'.repeat(400);
    return `{ ${repeat(levels, () => `${name} { x ${name} {`)} y ${'} }'.repeat(levels)} }`;
  },
  'thousands of aliases of a message': (size, group) =>
    `{ messages(messageGroupUuid: "${group}", limit: 100) { items { ${repeat(
      Math.min(4_800, Math.ceil(size / 10)),
      (index) => `a${index}: message`,
    )} } } }`,
  'ten pages with many aliases': (size, group) =>
    `{ ${repeat(
      10,
      (page) =>
        `p${page}: messages(messageGroupUuid: "${group}", limit: 100) { items { ${repeat(
          Math.min(480, Math.ceil(size / 120)),
          (index) => `a${index}: ${ALIASED[index % ALIASED.length]}`,
        )} } }`,
    )} }`,
  'many root fields': (size) =>
    `{ ${repeat(Math.min(3_000, Math.ceil(size / 20)), (index) => `a${index}: me { uuid }`)} }`,
  'the same field again and again': (size) =>
    `{ me { ${repeat(Math.min(14_000, Math.ceil(size / 5)), () => 'uuid')} } }`,
  'the same field again and again, with long arguments': (size) => {
    const count = Math.min(200, Math.ceil(size / 5_000));
    return `{ ${repeat(count, () => `user(handle: "${'a'.repeat(4_900)}") { uuid }`)} }`;
  },
  'the same field with a selection again and again': (size) =>
    `{ ${repeat(Math.min(3_500, Math.ceil(size / 14)), () => 'me { uuid }')} }`,
  'nested introspection': (size) => {
    const levels = Math.min(12, Math.ceil(size / 40));
    return `{ __schema { types { fields { type { ${repeat(levels, () => 'fields { type {')} name ${'} }'.repeat(
      levels,
    )} } } } } }`;
  },
  'aliases of introspection': (size) =>
    `{ ${repeat(
      Math.min(700, Math.ceil(size / 60)),
      (index) => `a${index}: __schema { types { name description fields { name description } } }`,
    )} }`,
  'fragments in fragments': (size) => {
    const count = Math.min(800, Math.ceil(size / 60));
    return `{ me { ...F0 } } ${repeat(
      count,
      (index) => `fragment F${index} on User { uuid ...F${index + 1} ...F${index + 2} }`,
    )} fragment F${count} on User { uuid } fragment F${count + 1} on User { handle }`;
  },
  'fragments that double': (size) => {
    const count = Math.min(40, Math.ceil(size / 60));
    return `{ ...F0 } ${repeat(
      count,
      (index) =>
        `fragment F${index} on Query { a: me { uuid } ...F${index + 1} b${index}: __schema { queryType { name } } ...F${index + 1} }`,
    )} fragment F${count} on Query { me { uuid } }`;
  },
  'fragments in a circle': (size) => {
    const count = Math.min(900, Math.ceil(size / 60));
    return `{ me { ...F0 } } ${repeat(
      count,
      (index) => `fragment F${index} on User { uuid handle ...F${(index + 1) % count} }`,
    )}`;
  },
  'many operations with one fragment': (size) => {
    const count = Math.min(900, Math.ceil(size / 40));
    return `${repeat(count, (index) => `query Q${index}($v${index}: String!) { ...F }`)} fragment F on Query { ${repeat(
      count,
      (index) => `u${index}: user(handle: $v${index}) { uuid }`,
    )} }`;
  },
  'many variables': (size) => {
    const count = Math.min(1_200, Math.ceil(size / 30));
    return `query (${repeat(count, (index) => `$v${index}: String = "x"`)}) { me { uuid } }`;
  },
  'many directives': (size) =>
    `{ me { uuid ${repeat(Math.min(3_000, Math.ceil(size / 20)), () => '@include(if: true)')} } }`,
  'a deep list': (size) => {
    const depth = Math.min(7_000, Math.ceil(size / 2));
    return `{ user(handle: ${'['.repeat(depth)}${']'.repeat(depth)}) { uuid } }`;
  },
  'a deep selection': (size) => {
    const depth = Math.min(4_900, Math.ceil(size / 6));
    return `${'{ me '.repeat(depth)} ${'}'.repeat(depth)}`;
  },
  'a long text': (size) => `{ user(handle: "${'a'.repeat(size)}") { uuid } }`,
  'a long list': (size) =>
    `{ user(handle: [${repeat(Math.min(14_000, Math.ceil(size / 2)), () => '1')}]) { uuid } }`,
  'errors after many lines': (size) =>
    `${'\n'.repeat(Math.max(1, size - 4_000))}{ ${repeat(200, (index) => `unknown${index}`)} }`,
  'a comment': (size) => `# ${'x'.repeat(size)}\n{ me { uuid } }`,
  'more tokens than AppSync takes': (size) => `{ ${repeat(Math.ceil(size / 2), () => 'a')} }`,
  'no GraphQL': (size) => '{'.repeat(size),
};

/** Tokens in any order, most of it no GraphQL, and names of the schema in wrong places. */
const tokens = fc
  .array(
    fc.constantFrom(
      ...'{ } ( ) [ ] : ! = $v @include @skip ... on query mutation subscription fragment F "text" 1 1.5 true null me uuid messages items message user handle __schema types fields name'.split(
        ' ',
      ),
    ),
    { maxLength: 400 },
  )
  .map((list) => list.join(' '));

/** Any document of up to 1 MB: a hostile one of any size, or two of them, or nonsense. */
export const anyDocument = (group: string): fc.Arbitrary<string> => {
  const hostile = fc
    .tuple(
      fc.constantFrom(...Object.values(hostileDocuments)),
      fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 20_000, max: 1_000_000 })),
    )
    .map(([make, size]) => make(size, group).slice(0, 1_000_000));
  return fc.oneof(
    { arbitrary: hostile, weight: 6 },
    {
      arbitrary: fc
        .tuple(hostile, hostile)
        .map(([one, other]) => `query A ${one} query B ${other}`.slice(0, 1_000_000)),
      weight: 2,
    },
    { arbitrary: tokens, weight: 2 },
  );
};
