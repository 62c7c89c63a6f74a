import type { ReactNode } from 'react';
import { useSession } from '../../SessionProvider';
import { Avatar } from '../parts/Avatar';

/** On a development host: people to be with one click. */
export function DemoUsers({
  onChoose,
  busy,
}: {
  readonly onChoose: (username: string, password: string) => void;
  readonly busy: boolean;
}): ReactNode {
  const { demoUsers } = useSession().config;
  if (demoUsers.length === 0) return null;
  return (
    <section className="demo-users" aria-labelledby="demo-users">
      <h2 id="demo-users">Demo users of this development host</h2>
      <ul>
        {demoUsers.map((user) => (
          <li key={user.uuid}>
            <button
              type="button"
              aria-disabled={busy}
              onClick={() => onChoose(user.username, user.password)}
            >
              <Avatar person={user} small />
              <span>
                {user.displayName} <span className="handle">@{user.handle}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
