import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';

/** Where the host's process spends its time, in the order of a request's way through it. */
export const rooms = [
  'HTTP',
  'sign-in',
  'GraphQL',
  'evaluation of resolvers',
  'data source',
  'wire',
  'stream',
  'pushes',
  'garbage collection',
  'the rest of Node and the host',
] as const;
export type Room = (typeof rooms)[number];

const rest: Room = 'the rest of Node and the host';

/** By the start of a file's path, the longest first where one is within another. */
const ofFile: readonly (readonly [path: string, Room])[] = [
  ['local/appsync/http/', 'HTTP'],
  ['local/appsync/auth/', 'sign-in'],
  ['local/appsync/graphql/', 'GraphQL'],
  ['local/appsync/schema/', 'GraphQL'],
  ['local/appsync/pipeline/', 'evaluation of resolvers'],
  ['local/appsync/runtime/', 'evaluation of resolvers'],
  ['local/appsync/datasources/', 'data source'],
  ['local/appsync/realtime/', 'pushes'],
  ['local/dynamodb/followStream', 'stream'],
  ['local/dynamodb/', 'wire'],
  ['appsync-code-', 'evaluation of resolvers'],
  ['appsync-realm', 'evaluation of resolvers'],
  ['node_modules/fastify/', 'HTTP'],
  ['node_modules/jose/', 'sign-in'],
  ['node_modules/graphql/', 'GraphQL'],
  ['node_modules/undici/', 'wire'],
  ['node_modules/@smithy/signature-v4/', 'wire'],
  // While requests run, the SDK only reads the stream: data sources have the wire.
  ['node_modules/@aws-sdk/', 'stream'],
  ['node_modules/ws/', 'pushes'],
  ['node:_http_', 'HTTP'],
];

/**
 * Divides the time of a CPU profile among the host's rooms: a sample belongs to the innermost function
 * on its stack whose file is in one of them.
 * @param program the built file that was profiled; esbuild names the source of each part in it
 * @returns milliseconds, between the first request and the last one; idle time is in no room
 */
export function timeByRoom(profile: Profiler.Profile, program: string): Map<Room, number> {
  const sourceAt = sourcesOf(readFileSync(program, 'utf8'));
  const parents = new Map<number, number>();
  for (const { id, children } of profile.nodes) {
    for (const child of children ?? []) parents.set(child, id);
  }
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const roomAt = (id: number): Room | 'idle' => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { functionName, url, lineNumber } = nodes.get(at)!.callFrame;
      if (functionName === '(idle)') return 'idle';
      if (functionName === '(garbage collector)') return 'garbage collection';
      const file = url.endsWith(program)
        ? sourceAt(lineNumber)
        : url.replace(/^.*\/node_modules/, 'node_modules');
      const room = ofFile.find(([path]) => file.startsWith(path))?.[1];
      if (room) return room;
    }
    return rest;
  };
  const known = new Map<number, Room | 'idle'>();
  const samples = profile.samples!.map((id) => {
    const room = known.get(id) ?? roomAt(id);
    known.set(id, room);
    return room;
  });
  const spent = new Map<Room, number>(rooms.map((room) => [room, 0]));
  // Before the first request and after the last one, the profiler itself is at work.
  for (let at = samples.indexOf('HTTP'); at <= samples.lastIndexOf('HTTP'); at += 1) {
    const room = samples[at]!;
    if (room !== 'idle') spent.set(room, spent.get(room)! + profile.timeDeltas![at]! / 1_000);
  }
  return spent;
}

/** The source file of each line of a built program, from esbuild's comments. Lines count from 0. */
function sourcesOf(text: string): (line: number) => string {
  let current = '';
  const sources = text.split('\n').map((line) => {
    current = /^\/\/ (\S+\.\w+)$/.exec(line)?.[1] ?? current;
    return current;
  });
  return (line) => sources[line] ?? '';
}
