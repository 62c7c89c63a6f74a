import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));

/** The socket protocol of a server: AppSync's in one of its handshakes, or graphql-ws's. */
export type Dialect = 'appsync-protocol' | 'appsync-query' | 'graphql-transport-ws';

/** One server of the comparison. */
export interface Server {
  readonly name: string;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly dialect: Dialect;
  /** Resolves with its last output when its process has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface PeerSettings {
  readonly endpoint: string;
  readonly tableName: string;
  readonly schema: string;
  readonly issuer: string;
  readonly jwksUrl: string;
  /** The simulator and appsync-local-server try a transaction in `createMessage`. */
  readonly transactions?: boolean;
  /** The simulator and appsync-local-server try this APPSYNC_JS code for `me`. */
  readonly bundle?: string;
  /** Where appsync-local-server is checked out and built. */
  readonly checkout?: string | undefined;
}

const peers = {
  simulator: { name: 'amplify-appsync-simulator', dialect: 'appsync-query' },
  localServer: { name: 'appsync-local-server', dialect: 'appsync-protocol' },
  yoga: { name: 'yoga + graphql-ws', dialect: 'graphql-transport-ws' },
} as const;

export type PeerName = keyof typeof peers;

/** Starts one. @throws Error with its output if it ends before it listens */
export const startPeer = async (peer: PeerName, settings: PeerSettings): Promise<Server> => {
  const child = fork(`${folder}${peer}.mjs`, [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // Not `close`: it never comes after this side disconnects.
  const ended = Promise.all([once(child, 'exit'), once(child.stderr!, 'end')]).then(() => said);
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    void ended.then((words) => reject(new Error(errorLine(words))));
  });
  return {
    ...peers[peer],
    url: `http://127.0.0.1:${String(port)}`,
    ended,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};

/** The line of a crash that names the error. */
export const errorLine = (said: string): string =>
  said.split('\n').find((line) => /^\w*(Error|Exception)\b/.test(line)) ?? said.trim();

/** Installs the packages of bench/peers/package-lock.json on first use. */
export const installPeers = (): void => {
  if (existsSync(`${folder}node_modules`)) return;
  console.error('Installing the peers into bench/peers/node_modules (npm ci, about 80 MB) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm ci in bench/peers ended with ${String(status)}`);
};
