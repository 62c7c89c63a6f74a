import { describe, expect, it } from 'vitest';
import { batching, counts, first, type Posts, postsWith } from './smallPosts.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();

describe('BatchInvoke', () => {
  it('gives the function the payloads of a list, in their order, and each run its own answer', async () => {
    const text = postsWith('size', counts, { resolver: batching() });
    const { ask } = await templates.start({ 'api.yaml': text });
    expect(await ask(first(3, 'id size'))).toEqual({
      status: 200,
      data: {
        posts: [
          { id: 0, size: '[0,3]' },
          { id: 1, size: '[1,3]' },
          { id: 2, size: '[2,3]' },
        ],
      },
    });
  });

  it.each([
    ['', 12, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 2, 2]],
    ['MaxBatchSize: 0', 6, [5, 5, 5, 5, 5, 1]],
    ['MaxBatchSize: 1', 2, [1, 1]],
    ['MaxBatchSize: 3', 7, [3, 3, 3, 3, 3, 3, 1]],
  ])(
    'with "%s" sends %i runs in batches of at most so many, by default five',
    async (size, n, sizes) => {
      const text = postsWith('size', counts, { resolver: batching('ctx.source.id', size) });
      const { ask } = await templates.start({ 'api.yaml': text });
      const { data } = await ask(first(n, 'size'));
      const seen = (data!.posts as Posts).map(
        ({ size: one }) => JSON.parse(String(one)) as number[],
      );
      expect(seen).toEqual(sizes.map((batch, id) => [id, batch]));
    },
  );

  it('sends 1,500 runs at once where the size allows it, however long they take to begin', async () => {
    const resolver = batching('ctx.source.id', 'MaxBatchSize: 2000');
    const { ask } = await templates.start({ 'api.yaml': postsWith('size', counts, { resolver }) });
    const { data } = await ask(first(1500, 'size'));
    const seen = (data!.posts as Posts).map(({ size }) => size);
    expect(seen).toEqual(Array.from({ length: 1_500 }, (_, id) => `[${id},1500]`));
  });

  it('batches the runs of several lists, of aliases and of one object in a query', async () => {
    const resolver = batching('ctx.args.a ?? ctx.source.id', 'MaxBatchSize: 100');
    const { ask } = await templates.start({ 'api.yaml': postsWith('size', counts, { resolver }) });
    expect((await ask(first(3, 'posts { size }'))).data).toEqual({
      posts: [
        { posts: [{ size: '[0,6]' }, { size: '[1,6]' }] },
        { posts: [{ size: '[10,6]' }, { size: '[11,6]' }] },
        { posts: [{ size: '[20,6]' }, { size: '[21,6]' }] },
      ],
    });
    expect(
      (await ask('{ a: post(id: 1) { x: size y: size(a: 7) } b: post(id: 2) { size } }')).data,
    ).toEqual({ a: { x: '[1,3]', y: '[7,3]' }, b: { size: '[2,3]' } });
  });

  it('has nothing to batch in the fields of a mutation, which run one after the other', async () => {
    const resolver = batching('ctx.source.id', 'MaxBatchSize: 100');
    const { ask } = await templates.start({ 'api.yaml': postsWith('size', counts, { resolver }) });
    expect(
      (await ask('mutation { a: addPost(id: 1) { size } b: addPost(id: 2) { size } }')).data,
    ).toEqual({ a: { size: '[1,1]' }, b: { size: '[2,1]' } });
  });

  it('never batches the runs of two requests', async () => {
    const resolver = batching('ctx.request.headers.who', 'MaxBatchSize: 2000');
    const { ask, key } = await templates.start({
      'api.yaml': postsWith('size', counts, { resolver }),
    });
    const answers = await Promise.all(
      ['ada', 'bob', 'eve'].map((who) => ask(first(40, 'size'), { 'x-api-key': key!, who })),
    );
    const seen = answers.map(({ data }) => new Set((data!.posts as Posts).map(({ size }) => size)));
    expect(seen).toEqual(['ada', 'bob', 'eve'].map((who) => new Set([`["${who}",40]`])));
  });

  it.each([
    ['throws', "throw new RangeError('no luck');", 'no luck'],
    ['fewer', 'return event.slice(1);', /batch of 3 and answered with a list of 2\.$/],
    ['more', 'return [...event, 1];', /batch of 3 and answered with a list of 4\.$/],
    [
      'noList',
      'return { 0: 1, 1: 2, 2: 3, length: 3 };',
      /batch of 3 and answered with no list\.$/,
    ],
    ['nothing', '', /batch of 3 and answered with no list\.$/],
  ])('gives each run the error of a function that does this: %s', async (_, body, message) => {
    const code = `exports.handler = async (event) => { ${body} };`;
    const text = postsWith('size', code, { resolver: batching() });
    const { ask } = await templates.start({ 'api.yaml': text });
    const { data, errors } = await ask(first(3, 'size'));
    expect(data).toEqual({ posts: [{ size: null }, { size: null }, { size: null }] });
    expect(errors).toMatchObject(
      [0, 1, 2].map((id) => ({
        path: ['posts', id, 'size'],
        errorType: 'Lambda:Unhandled',
        message: expect.stringMatching(message) as string,
      })),
    );
  });

  it('takes null for an item', async () => {
    const code = "exports.handler = async () => [null, 'b', undefined];";
    const text = postsWith('size', code, { resolver: batching() });
    const { ask } = await templates.start({ 'api.yaml': text });
    expect(await ask(first(3, 'size'))).toEqual({
      status: 200,
      data: { posts: [{ size: null }, { size: 'b' }, { size: null }] },
    });
  });

  it('with invocationType Event sends the function the whole list and does not wait', async () => {
    const code = `exports.handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log('got ' + JSON.stringify(event));
  throw new Error('never seen');
};`;
    const resolver = batching('ctx.source.id', '', ", invocationType: 'Event'");
    const { ask, logged } = await templates.start({
      'api.yaml': postsWith('size', code, { resolver }),
    });
    expect(await ask(first(3, 'size'))).toEqual({
      status: 200,
      data: { posts: [{ size: null }, { size: null }, { size: null }] },
    });
    await expect
      .poll(() => logged)
      .toContainEqual(expect.objectContaining({ function: 'size', msg: 'got [0,1,2]' }));
  });

  it('is not called where the role may not', async () => {
    const text = postsWith('size', counts, { resolver: batching() }).replace(
      "Action: 'lambda:InvokeFunction'",
      "Action: 'lambda:Get*'",
    );
    const { ask } = await templates.start({ 'api.yaml': text });
    const { errors } = await ask(first(2, 'size'));
    expect(errors).toMatchObject([
      { errorType: 'Lambda:AWSLambdaException' },
      { errorType: 'Lambda:AWSLambdaException' },
    ]);
  });
});

describe('MaxBatchSize', () => {
  it('has no effect on a resolver that asks for Invoke', async () => {
    const resolver = batching('ctx.source.id', 'MaxBatchSize: 5').replace('BatchInvoke', 'Invoke');
    const code = 'exports.handler = async (event) => JSON.stringify(event);';
    const { ask } = await templates.start({ 'api.yaml': postsWith('size', code, { resolver }) });
    expect((await ask(first(2, 'size'))).data).toEqual({
      posts: [{ size: '0' }, { size: '1' }],
    });
  });

  it('of more than 2,000 is refused at the start', async () => {
    const text = postsWith('size', counts, { resolver: batching('1', 'MaxBatchSize: 2001') });
    await expect(templates.start({ 'api.yaml': text })).rejects.toThrow(
      /sizeResolver.*MaxBatchSize.*2000/s,
    );
  });
});
