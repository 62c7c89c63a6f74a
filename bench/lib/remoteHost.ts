import { fork } from 'node:child_process';
import { once } from 'node:events';
import { buildHostProgram, nodeFlags } from './hostProgram.js';
import type { HostCall, HostReply, HostRequests, RemoteHostOptions } from './hostProcess.js';

/** A host in a process of its own, as with `npm start`. */
export interface RemoteHost {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly pid: number;
  ask<Name extends keyof HostRequests>(
    name: Name,
    argument: HostRequests[Name]['argument'],
  ): Promise<HostRequests[Name]['answer']>;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts one, without demo users. */
export const startRemoteHost = async (options: RemoteHostOptions): Promise<RemoteHost> => {
  const child = fork(await buildHostProgram(), {
    execArgv: nodeFlags,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, (reply: HostReply) => void>();
  child.on('message', (reply: HostReply) => {
    waiting.get(reply.call)?.(reply);
    waiting.delete(reply.call);
  });
  void exited.then(() => {
    for (const [call, settle] of waiting) settle({ call, error: 'The host process has ended' });
  });
  let calls = 0;
  const ask: RemoteHost['ask'] = (name, argument) =>
    new Promise((resolve, reject) => {
      calls += 1;
      const request: HostCall = { call: calls, name, argument };
      waiting.set(calls, (reply) =>
        'error' in reply ? reject(new Error(reply.error)) : resolve(reply.answer as never),
      );
      child.send(request);
    });
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  try {
    const url = await ask('start', options);
    return { url, pid: child.pid!, ask, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
