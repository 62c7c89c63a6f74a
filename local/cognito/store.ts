import { join } from 'node:path';
import { z } from 'zod';
import { readWhole, writeWhole } from './files.js';
import { type Clock, type Session, sessionSchema, type User, userSchema } from './types.js';

const fileSchema = z.object({ users: z.array(userSchema), sessions: z.array(sessionSchema) });

/**
 * The pool's users and sessions: in memory, and in one file of the data directory if there is one.
 * A change is made in memory and then saved. `save` resolves when it is on disk, so an operation
 * that awaits it loses nothing if the process is killed after its answer.
 */
export class Store {
  readonly #users = new Map<string, User>();
  readonly #sessions = new Map<string, Session>();
  readonly #byUsername = new Map<string, User>();
  #writing: Promise<void> = Promise.resolve();
  /** The next write. It will hold every change made until it begins. */
  #next: Promise<void> | undefined;

  private constructor(
    private readonly path: string | undefined,
    private readonly clock: Clock,
  ) {}

  static async open(dataDirectory: string | undefined, clock: Clock): Promise<Store> {
    const path = dataDirectory === undefined ? undefined : join(dataDirectory, 'users.json');
    const store = new Store(path, clock);
    const stored = path === undefined ? undefined : await readWhole(path, fileSchema);
    for (const user of stored?.users ?? []) store.addUser(user);
    for (const session of stored?.sessions ?? []) store.addSession(session);
    return store;
  }

  users(): User[] {
    return [...this.#users.values()];
  }

  user(sub: string): User | undefined {
    return this.#users.get(sub);
  }

  /** Compares names without case, as a pool with `signInCaseSensitive: false` does. */
  userByName(username: string): User | undefined {
    return this.#byUsername.get(foldCase(username));
  }

  /** Sign-in aliases: the username, or the e-mail address once it is verified. */
  userByAlias(alias: string): User | undefined {
    return this.userByName(alias) ?? (alias.includes('@') ? this.userByEmail(alias) : undefined);
  }

  /** The user with this verified address. */
  userByEmail(email: string): User | undefined {
    const wanted = foldCase(email);
    return this.users().find(
      ({ attributes }) =>
        attributes.email_verified === 'true' && foldCase(attributes.email ?? '') === wanted,
    );
  }

  addUser(user: User): void {
    this.#users.set(user.sub, user);
    this.#byUsername.set(foldCase(user.username), user);
  }

  removeUser(user: User): void {
    this.#users.delete(user.sub);
    this.#byUsername.delete(foldCase(user.username));
    for (const session of this.sessionsOf(user.sub)) this.#sessions.delete(session.originJti);
  }

  session(originJti: string): Session | undefined {
    return this.#sessions.get(originJti);
  }

  sessionsOf(sub: string): Session[] {
    return [...this.#sessions.values()].filter((session) => session.sub === sub);
  }

  addSession(session: Session): void {
    this.#sessions.set(session.originJti, session);
  }

  /** Resolves when every change made before the call is kept. Calls that come together share a write. */
  save(): Promise<void> {
    const path = this.path;
    if (path === undefined) return Promise.resolve();
    this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#writing = writeWhole(path, this.#toJson());
        return this.#writing;
      });
    return this.#next;
  }

  #toJson(): string {
    const now = this.clock();
    for (const session of this.#sessions.values()) {
      if (session.expiresAt <= now) this.#sessions.delete(session.originJti);
    }
    return JSON.stringify({ users: this.users(), sessions: [...this.#sessions.values()] });
  }
}

/** Names and addresses that differ in case only are the same. */
export const foldCase = (text: string): string => text.normalize('NFC').toLowerCase();
