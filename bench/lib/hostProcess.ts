/** The program of `startRemoteHost`: a host that does what its parent asks, and ends with it. */
import { readdirSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import type { ObservedRequest } from '../../local/appsync/datasources/index.js';
import { connect } from '../../local/dynamodb/index.js';
import { type Host, type HostOptions, startHost } from '../../local/messaging/host.js';
import { signIn } from '../../local/messaging/seed/api.js';
import { intercept } from '../../test/support/intercept.js';
import { CapacityMeter, type MeteredRequest } from '../../test/support/capacityMeter.js';
import { heapUsed } from '../../test/support/heapUsed.js';
import { now } from './statistics.js';

/** A new person, signed in. */
export interface RemotePerson {
  readonly username: string;
  readonly password: string;
  readonly uuid: string;
  readonly handle: string;
  readonly displayName: string;
  readonly accessToken: string;
}

/** On a DynamoDB that runs already, or on an engine that it starts itself and keeps alive. */
export type RemoteHostOptions = Pick<
  HostOptions,
  'dynamodbEndpoint' | 'tableName' | 'engine' | 'dataDirectory'
>;

/** What the process holds, after a garbage collection: bytes, and numbers of open things. */
export interface Held {
  readonly heap: number;
  readonly rss: number;
  readonly descriptors: number;
  readonly handles: number;
}

/** The parent's requests: by name, the argument and the answer. */
export interface HostRequests {
  start: { argument: RemoteHostOptions; answer: string };
  /** By handle. */
  person: { argument: string; answer: RemotePerson };
  /** Starts to meter the requests to DynamoDB, which makes them slow. */
  meter: { argument: null; answer: null };
  /** The metered requests since the start; ends the metering. */
  metered: { argument: null; answer: MeteredRequest[] };
  /** The last request to DynamoDB of an operation, as the wire got it. */
  lastInput: { argument: string; answer: unknown };
  /** Starts a CPU profile, and adds up the time of requests to DynamoDB. */
  profile: { argument: null; answer: null };
  /** The profile since, and the milliseconds of the requests. Ends both. */
  profiled: { argument: null; answer: { profile: Profiler.Profile; requests: number } };
  /** When DynamoDB answered the last TransactWriteItems, by `now()`. */
  lastWrite: { argument: null; answer: number };
  held: { argument: null; answer: Held };
}

export interface HostCall {
  readonly call: number;
  readonly name: keyof HostRequests;
  readonly argument: unknown;
}

export type HostReply =
  | { readonly call: number; readonly answer: unknown }
  | { readonly call: number; readonly error: string };

let host: Host;
let meter: CapacityMeter;
let lastWrite = 0;
let requests = 0;
let stopWatching: () => void;
const session = new Session();
const inputs = new Map<string, unknown>();

const onRequest = ({ operation, input }: ObservedRequest): void => {
  inputs.set(operation, input);
  if (operation === 'TransactWriteItems') lastWrite = now();
};

const answers: {
  [Name in keyof HostRequests]: (
    argument: HostRequests[Name]['argument'],
  ) => Promise<HostRequests[Name]['answer']> | HostRequests[Name]['answer'];
} = {
  start: async (options) => {
    host = await startHost({ ...options, seed: false, onRequest });
    const { endpoint } = host.table;
    meter = new CapacityMeter({ reader: connect({ endpoint, region: 'us-east-1' }) });
    void host.lost.then(({ message }) => {
      console.error(message);
      process.exit(1);
    });
    return host.url;
  },
  person: async (handle) => {
    const login = { username: `${handle}@example.com`, password: 'Bench-Mark-1' };
    const displayName = `The ${handle}`;
    const attributes = { preferred_username: handle, name: displayName, email: login.username };
    const { sub } = await host.cognito.seedUser({ password: login.password, attributes });
    const api = { baseUrl: host.url, userPoolClientId: host.config.userPoolClientId };
    return { ...login, uuid: sub, handle, displayName, accessToken: await signIn(api, login) };
  },
  meter: () => {
    meter.attach(host.table.wire);
    return null;
  },
  metered: () => {
    meter.detach(host.table.wire);
    return meter.take();
  },
  profile: async () => {
    requests = 0;
    stopWatching = intercept(host.table.wire, async (_call, next) => {
      const start = now();
      return next().finally(() => (requests += now() - start));
    });
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    return null;
  },
  profiled: async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    stopWatching();
    return { profile, requests };
  },
  lastInput: (operation) => inputs.get(operation),
  lastWrite: () => lastWrite,
  held: async () => ({
    heap: await heapUsed(),
    rss: process.memoryUsage.rss(),
    descriptors: readdirSync('/dev/fd').length,
    handles: process.getActiveResourcesInfo().length,
  }),
};

process.on('message', ({ call, name, argument }: HostCall) => {
  Promise.resolve()
    .then(() => answers[name](argument as never))
    .then(
      (answer) => process.send!({ call, answer } satisfies HostReply),
      (error: unknown) => process.send!({ call, error: String(error) } satisfies HostReply),
    );
});
process.once('disconnect', () => void host?.stop().finally(() => process.exit()));
