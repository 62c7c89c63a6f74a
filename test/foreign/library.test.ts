import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { LAPSED_KEY, useLibrary, type Visitor } from './useLibrary.js';

const library = useLibrary();
let lena: Visitor;
let rosa: Visitor;
let theo: Visitor;

beforeAll(async () => {
  [lena, rosa, theo] = await Promise.all([
    library.signIn('lena'),
    library.signIn('rosa'),
    library.signIn('theo'),
  ]);
});

const addBook = `mutation ($input: AddBookInput!) {
  addBook(input: $input) { isbn title author copies }
}`;
const borrow = `mutation ($isbn: ID!) { borrow(isbn: $isbn) { isbn reader since due } }`;
const giveBack = `mutation ($isbn: ID!) { giveBack(isbn: $isbn) { isbn reader since due } }`;
const copies = `query ($isbn: ID!) { book(isbn: $isbn) { copies } }`;

interface Book {
  isbn: string;
  title: string;
  author: string;
  copies: number;
}

/** A book on the shelves, new for this test. */
async function newBook(parts: Partial<Book> = {}): Promise<Book> {
  const isbn = randomUUID();
  const input = {
    isbn,
    title: `Title of ${isbn}`,
    author: `Author of ${isbn}`,
    copies: 1,
    ...parts,
  };
  await lena.get(addBook, { input });
  return input;
}

describe("somebody else's API behind the second door", () => {
  it('takes an API key, and refuses one that is unknown, lapsed or missing', async () => {
    const { isbn } = await newBook();
    expect(await library.visitor().get(copies, { isbn })).toEqual({ book: { copies: 1 } });
    for (const key of ['da2-guessed', LAPSED_KEY, '']) {
      expect(await library.visitor(key).ask(copies, { isbn })).toMatchObject({
        status: 401,
        errors: [{ errorType: 'UnauthorizedException' }],
      });
    }
  });

  it('takes access tokens and ID tokens of its own user pool', async () => {
    for (const kind of ['AccessToken', 'IdToken'] as const) {
      const reader = await library.signIn('rosa', kind);
      expect((await reader.get('{ myLoans { isbn } }')).myLoans).toEqual(expect.any(Array));
    }
  });

  it('lets only the group in that a field names', async () => {
    const input = { isbn: randomUUID(), title: 't', author: 'a', copies: 1 };
    for (const visitor of [rosa, library.visitor()]) {
      expect(await visitor.ask(addBook, { input })).toMatchObject({
        status: 200,
        data: { addBook: null },
        errors: [
          {
            errorType: 'Unauthorized',
            message: 'Not Authorized to access addBook on type Mutation',
          },
        ],
      });
    }
    expect(await lena.get(addBook, { input })).toEqual({ addBook: input });
  });

  it('answers a failed condition with the typed error of the resolver, its data as selected', async () => {
    const book = await newBook({ copies: 3 });
    const again = `mutation ($input: AddBookInput!) { addBook(input: $input) { title } }`;
    const { data, errors } = await lena.ask(again, { input: { ...book, title: 'another' } });
    expect(data).toEqual({ addBook: null });
    expect(errors).toMatchObject([
      { errorType: 'AlreadyThere', path: ['addBook'], data: { title: book.title } },
    ]);
    expect(Object.keys(errors![0]!.data as object)).toEqual(['title']);
  });

  it('reads a batch in the order asked, null for what is not there', async () => {
    const [a, b] = [await newBook(), await newBook()];
    const { books } = await library
      .visitor()
      .get('query ($isbns: [ID!]!) { books(isbns: $isbns) { isbn title } }', {
        isbns: [b.isbn, randomUUID(), a.isbn],
      });
    expect(books).toEqual([
      { isbn: b.isbn, title: b.title },
      null,
      { isbn: a.isbn, title: a.title },
    ]);
  });

  it('pages through an index, by a token that another field does not take', async () => {
    const author = `Author ${randomUUID()}`;
    const titles = ['Alpha', 'Beta', 'Gamma'];
    for (const title of titles) await newBook({ author, title });
    const page = `query ($author: String!, $nextToken: String) {
      booksBy(author: $author, limit: 2, nextToken: $nextToken) { items { title } nextToken }
    }`;
    type Page = { booksBy: { items: { title: string }[]; nextToken: string | null } };
    const first = (await library.visitor().get(page, { author })) as Page;
    expect(first.booksBy.items.map(({ title }) => title)).toEqual(['Alpha', 'Beta']);
    const { nextToken } = first.booksBy;
    const second = (await library.visitor().get(page, { author, nextToken })) as Page;
    expect(second.booksBy).toEqual({ items: [{ title: 'Gamma' }], nextToken: null });
    const forged = await library.visitor().ask(page, { author, nextToken: `x${nextToken}` });
    expect(forged.errors).toHaveLength(1);
  });

  it('runs a pipeline: borrowing takes a copy off the shelf', async () => {
    const { isbn } = await newBook({ copies: 2 });
    const loan = (await rosa.get(borrow, { isbn })).borrow as Record<string, string>;
    expect(loan).toEqual({
      isbn,
      reader: 'rosa',
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const days = (Date.parse(loan.due!) - Date.parse(loan.since!.slice(0, 10))) / 86_400_000;
    expect(days).toBe(28);
    expect(await rosa.get(copies, { isbn })).toEqual({ book: { copies: 1 } });
  });

  it('ends a pipeline at the function that raises an error', async () => {
    const { isbn } = await newBook({ copies: 1 });
    const errorOf = async (visitor: Visitor, mutation: string, id = isbn) =>
      (await visitor.ask(mutation, { isbn: id })).errors?.map(({ errorType }) => errorType);
    expect(await errorOf(rosa, borrow, randomUUID())).toEqual(['NoSuchBook']);
    expect(await errorOf(rosa, giveBack)).toEqual(['NotBorrowed']);
    await rosa.get(borrow, { isbn });
    expect(await errorOf(rosa, borrow)).toEqual(['BorrowedAlready']);
    expect(await errorOf(theo, borrow)).toEqual(['NoCopyLeft']);
    expect(await rosa.get(copies, { isbn })).toEqual({ book: { copies: 0 } });
  });

  it('gives the last copy to one of two who ask at the same instant', async () => {
    const { isbn } = await newBook({ copies: 1 });
    const answers = await Promise.all([rosa.ask(borrow, { isbn }), theo.ask(borrow, { isbn })]);
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(await rosa.get(copies, { isbn })).toEqual({ book: { copies: 0 } });
  });

  it('resolves nested fields, each for those who may see it', async () => {
    const { isbn, title } = await newBook({ copies: 2 });
    await rosa.get(borrow, { isbn });
    const { myLoans } = await rosa.get('{ myLoans { isbn book { title } } }');
    expect(myLoans).toContainEqual({ isbn, book: { title } });

    const loans = `query ($isbn: ID!) { book(isbn: $isbn) { title loans { reader book { isbn } } } }`;
    expect(await lena.get(loans, { isbn })).toEqual({
      book: { title, loans: [{ reader: 'rosa', book: { isbn } }] },
    });
    const { data, errors } = await rosa.ask(loans, { isbn });
    expect(data).toEqual({ book: { title, loans: null } });
    expect(errors).toMatchObject([{ errorType: 'Unauthorized', path: ['book', 'loans'] }]);
  });

  it('refuses a query that is deeper than the manifest allows', async () => {
    const { isbn } = await newBook({ copies: 2 });
    await rosa.get(borrow, { isbn });
    const deep = `query ($isbn: ID!) { book(isbn: $isbn) { loans { book { loans { book { loans { isbn } } } } } } }`;
    expect((await lena.ask(deep, { isbn })).errors).toMatchObject([
      { errorType: 'QueryDepthLimitReached' },
    ]);
  });

  it('pushes to those whose argument is the one of the event, and to those without one', async () => {
    const [mine, other] = [await newBook(), await newBook()];
    for (const { isbn } of [mine, other]) await rosa.get(borrow, { isbn });
    const onGiveBack = `subscription ($isbn: ID!) { onGiveBack(isbn: $isbn) { isbn reader } }`;
    const socket = await theo.listen();
    const narrow = await socket.subscribe({ query: onGiveBack, variables: { isbn: mine.isbn } });
    const wide = await socket.subscribe({ query: 'subscription { onGiveBack { isbn } }' });

    await rosa.get(giveBack, { isbn: other.isbn });
    await rosa.get(giveBack, { isbn: mine.isbn });
    const payloads = async (id: string, count: number) => {
      const taken: unknown[] = [];
      while (taken.length < count) taken.push((await socket.next('data', id)).payload);
      return taken;
    };
    expect(await payloads(wide, 2)).toEqual([
      { data: { onGiveBack: { isbn: other.isbn } } },
      { data: { onGiveBack: { isbn: mine.isbn } } },
    ]);
    expect(await payloads(narrow, 1)).toEqual([
      { data: { onGiveBack: { isbn: mine.isbn, reader: 'rosa' } } },
    ]);
    await socket.settled();
    expect(socket.unread).toEqual([]);
    await socket.close();
  });

  it('filters pushes as the subscription resolver says, for holders of the key too', async () => {
    const announce =
      'mutation ($desk: String!) { announce(desk: $desk, text: "closing") { desk text } }';
    const onAnnounce = `subscription ($desks: [String!]!) { onAnnounce(desks: $desks) { desk text } }`;
    const desk = randomUUID();
    const socket = await library.visitor().listen();
    const id = await socket.subscribe({ query: onAnnounce, variables: { desks: ['x', desk] } });
    const refused = socket.start({ query: onAnnounce, variables: { desks: [] } });
    expect((await socket.next('error', refused)).payload).toMatchObject({
      errors: [{ errorType: 'NoDesk' }],
    });
    await lena.get(announce, { desk: 'elsewhere' });
    await lena.get(announce, { desk });
    expect((await socket.next('data', id)).payload).toEqual({
      data: { onAnnounce: { desk, text: 'closing' } },
    });
    await socket.settled();
    expect(socket.unread).toEqual([]);
    await socket.close();
  });

  it('keeps a subscription from those whom its field does not let in', async () => {
    const socket = await library.visitor().listen();
    const id = socket.start({ query: 'subscription { onGiveBack { isbn } }' });
    expect((await socket.next('error', id)).payload).toMatchObject({
      errors: [
        {
          errorType: 'Unauthorized',
          message: 'Not Authorized to access onGiveBack on type Subscription',
        },
      ],
    });
    await socket.close();
  });

  it('tells clients what they need, and is healthy', async () => {
    const { url } = library.api;
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const config = (await (await fetch(`${url}/config.json`)).json()) as typeof library.api.config;
    expect(config).toEqual(library.api.config);
    expect(config.amplify.API.GraphQL).toEqual({
      endpoint: `${url.replace('http', 'HTTP')}/graphql`,
      region: 'us-east-1',
      defaultAuthMode: 'apiKey',
      apiKey: 'da2-reading00000000000000000000',
    });
  });
});
