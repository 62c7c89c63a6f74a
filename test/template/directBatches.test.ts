import { describe, expect, it } from 'vitest';
import { apiOf } from './smallFunctions.js';
import { counts, first, postsWith } from './smallPosts.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();
const direct = 'MaxBatchSize: 10';

describe('A direct Lambda resolver with a MaxBatchSize', () => {
  it('gives the function a list of contexts, also for one run', async () => {
    const code = `exports.handler = async (event) => event.map(({ source, info, arguments: { a } }) =>
  ({ data: JSON.stringify([source.id, info.fieldName, a, event.length]) }));`;
    const { ask } = await templates.start({
      'api.yaml': postsWith('size', code, { resolver: direct }),
    });
    expect((await ask(first(2, 'size(a: 4)'))).data).toEqual({
      posts: [{ size: '[0,"size",4,2]' }, { size: '[1,"size",4,2]' }],
    });
    expect((await ask('{ post(id: 7) { size(a: 1) } }')).data).toEqual({
      post: { size: '[7,"size",1,1]' },
    });
  });

  it('answers with data and an error for each item by itself; other members count for nothing', async () => {
    const code = `exports.handler = async () => [
  { data: 'good', extra: 1 },
  { data: null, errorMessage: 'not this', errorType: 'BAD' },
  null,
  { data: 'half', errorMessage: 'only half', errorType: 'HALF', errorInfo: { secret: 1 } },
  { errorMessage: 'no type' },
  { errorType: 'no message' },
  'text',
];`;
    const { ask } = await templates.start({
      'api.yaml': postsWith('size', code, { resolver: direct }),
    });
    const { data, errors } = await ask(first(7, 'size'));
    expect(data).toEqual({
      posts: ['good', null, null, null, null, null, null].map((size) => ({ size })),
    });
    const at = (id: number, more: object) => ({
      path: ['posts', id, 'size'],
      data: null,
      errorInfo: null,
      locations: [expect.objectContaining({ line: 1 })],
      ...more,
    });
    expect(errors).toEqual([
      at(1, { message: 'not this', errorType: 'BAD' }),
      at(3, { message: 'only half', errorType: 'HALF', data: 'half' }),
      at(4, { message: 'no type', errorType: null }),
    ]);
  });

  it('fails as a whole, by name and message, when the function throws', async () => {
    const code = `exports.handler = async () => {
  throw Object.assign(new Error('none of you'), { name: 'Closed' });
};`;
    const { ask } = await templates.start({
      'api.yaml': postsWith('size', code, { resolver: direct }),
    });
    const { data, errors } = await ask(first(2, 'size'));
    expect(data).toEqual({ posts: [{ size: null }, { size: null }] });
    const error = { message: 'none of you', errorType: 'Closed' };
    expect(errors).toMatchObject([error, error]);
  });

  it('of 0 is called for each run by itself, with a context and not a list', async () => {
    const code = 'exports.handler = async ({ source }) => String(source.id);';
    const text = postsWith('size', code, { resolver: 'MaxBatchSize: 0' });
    const { ask } = await templates.start({ 'api.yaml': text });
    expect((await ask(first(2, 'size'))).data).toEqual({ posts: [{ size: '0' }, { size: '1' }] });
  });
});

describe('A direct Lambda resolver', () => {
  const throwing = (name: string) =>
    `exports.handler = async () => { throw Object.assign(new Error('the text'), { name: '${name}' }); };`;

  it('fails with the name and message of what the function threw, but for UnauthorizedException', async () => {
    const text = apiOf({ own: throwing('OutOfStock'), hidden: throwing('UnauthorizedException') });
    const { ask } = await templates.start({ 'api.yaml': text });
    expect((await ask('{ own }')).errors).toMatchObject([
      { errorType: 'OutOfStock', message: 'the text' },
    ]);
    expect((await ask('{ hidden }')).errors).toMatchObject([
      {
        errorType: 'UnauthorizedException',
        message: 'You are not authorized to make this call.',
      },
    ]);
  });
});

describe('Functions of a pipeline that batch', () => {
  const step = (name: string, code: string, size = ''): string => `
  ${name}Step:
    Type: AWS::AppSync::FunctionConfiguration
    DependsOn: sizeSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: ${name}
      DataSourceName: size
      ${size}
      Code: |
        import { runtime } from '@aws-appsync/utils';
        export function request(ctx) {
          ${code}
        }
        export function response(ctx) { return ctx.result; }`;
  const pipeline = `Kind: PIPELINE
PipelineConfig: { Functions: [!GetAtt oddStep.FunctionId, !GetAtt allStep.FunctionId] }
Code: |
  export function request(ctx) { return {}; }
  export function response(ctx) { return ctx.prev.result; }`;
  const steps = (size: string) =>
    step(
      'odd',
      `if (ctx.source.id % 2 === 0) runtime.earlyReturn('left out');
          return { operation: 'BatchInvoke', payload: 'odd' };`,
    ) + step('all', "return { operation: 'BatchInvoke', payload: ctx.prev.result };", size);
  const text = (size: string) =>
    postsWith('size', counts, { resolver: pipeline, more: steps(size) }).replace(
      /(FieldName: size\n) +DataSourceName: size\n/,
      '$1',
    );

  it('batch the runs that come to them, whichever others end early or are in another function', async () => {
    const { ask } = await templates.start({ 'api.yaml': text('MaxBatchSize: 100') });
    // 0 and 2 wait in the second function for nobody: 1 and 3 wait in the first.
    expect((await ask(first(4, 'size'))).data).toEqual({
      posts: [
        { size: '["left out",2]' },
        { size: '["[\\"odd\\",2]",2]' },
        { size: '["left out",2]' },
        { size: '["[\\"odd\\",2]",2]' },
      ],
    });
  });

  it('have a size each, five where there is none', async () => {
    const { ask } = await templates.start({ 'api.yaml': text('') });
    const { data } = await ask(first(14, 'size'));
    const sizes = (data!.posts as { size: string }[]).map(
      ({ size }) => JSON.parse(size) as unknown,
    );
    const odd = sizes.filter((_, id) => id % 2 === 1);
    const inFirst = odd.map((one) => (JSON.parse((one as [string])[0]) as [string, number])[1]);
    expect(inFirst).toEqual([5, 5, 5, 5, 5, 2, 2]);
  });
});
