import { lambda, mayCall } from './smallFunctions.js';
import { answering, apiWithKey } from './smallTemplates.js';

/** Posts with `field`, whose resolver calls a function of that name. */
export const postsWith = (
  field: string,
  functionCode: string,
  { resolver = '', more = '', type = 'String' } = {},
): string => {
  const sdl = `type Query { posts(ids: [Int]): [Post]  post(id: Int): Post }
type Mutation { addPost(id: Int): Post }
type Post { id: Int  posts: [Post]  ${field}(a: Int): ${type} }`;
  const made = lambda(field, functionCode, { resolver }).replace(
    'TypeName: Query',
    'TypeName: Post',
  );
  return apiWithKey(sdl, mayCall + made + posts + more);
};

/** The posts that are asked for, and two in each. */
const posts = `${answering('Query.posts', 'ctx.args.ids.map((id) => ({ id }))')}
${answering('Query.post', '({ id: ctx.args.id })')}
${answering('Mutation.addPost', '({ id: ctx.args.id })')}
${answering('Post.posts', '[{ id: ctx.source.id * 10 }, { id: ctx.source.id * 10 + 1 }]')}`;

/** Code of a resolver that batches what it is given. */
export const batching = (payload = 'ctx.source.id', size = '', type = ''): string => `${size}
Code: |
  import { util } from '@aws-appsync/utils';
  export function request(ctx) {
    return { operation: 'BatchInvoke', payload: ${payload}${type} };
  }
  export function response(ctx) {
    if (ctx.error) util.error(ctx.error.message, ctx.error.type);
    return ctx.result;
  }`;

/** Answers each item with its payload and how many were in its batch. */
export const counts = `exports.handler = async (event) =>
  event.map((one) => JSON.stringify([one, event.length]));`;

/** A query for the first posts. */
export const first = (n: number, selection: string): string =>
  `{ posts(ids: [${Array.from({ length: n }, (_, id) => id).join()}]) { ${selection} } }`;

/** A list of posts, as the API answers. */
export type Posts = readonly Readonly<Record<string, unknown>>[];
