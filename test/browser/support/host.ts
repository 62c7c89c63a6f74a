import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { startHost, type Host, type HostOptions } from '../../../local/messaging/host.js';

/** A user with an account. */
export interface Person {
  /** What signs in. */
  readonly username: string;
  readonly password: string;
  readonly uuid: string;
  readonly handle: string;
  readonly displayName: string;
}

const PASSWORD = 'Correct-Horse-7';
let count = 0;

/** Makes an account with a handle of its own. */
export async function makePerson(
  host: Host,
  name: string,
  displayName: string = name,
): Promise<Person> {
  count += 1;
  const handle = `${name.toLowerCase()}_${process.pid}_${count}`;
  const email = `${handle}@example.com`;
  const { sub } = await host.cognito.seedUser({
    password: PASSWORD,
    attributes: { preferred_username: handle, name: displayName, email },
  });
  return { username: email, password: PASSWORD, uuid: sub, handle, displayName };
}

/** A host for the tests of a file, and the lines of its log. */
export function useHost(options: HostOptions = {}): {
  readonly current: Host;
  readonly lines: Record<string, unknown>[];
} {
  const lines: Record<string, unknown>[] = [];
  const holder = { lines } as { current: Host; lines: Record<string, unknown>[] };
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  beforeAll(async () => {
    holder.current = await startHost({
      seed: false,
      log: pino({ level: 'info' }, stream),
      ...options,
    });
  });
  afterAll(() => holder.current?.stop());
  return holder;
}
