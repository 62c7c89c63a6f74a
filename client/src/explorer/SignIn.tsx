import { useCallback, useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import type { Config } from '../config';
import type { Caller } from './ReadyMade';

/** Who the tab is: a demo user by one click, or anybody by e-mail and password. */
export function SignIn({
  config,
  caller,
  onCaller,
}: {
  readonly config: Config;
  readonly caller: Caller | null;
  readonly onCaller: (caller: Caller | null) => void;
}): ReactNode {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const look = useCallback(async () => onCaller(await currentCaller()), [onCaller]);
  useEffect(() => {
    look().catch((error: unknown) => setProblem(String(error)));
  }, [look]);

  const be = async (username: string, password: string): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      if (caller) await signOut();
      const { isSignedIn, nextStep } = await signIn({ username, password });
      if (!isSignedIn) setProblem(`Cannot go on here: ${nextStep.signInStep}`);
      await look();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void be(String(form.get('email')), String(form.get('password')));
  };
  return (
    <header className="explorer-bar">
      <p className="explorer-caller" role="status">
        {caller ? `You are @${caller.name}` : 'Not signed in'}
      </p>
      {config.demoUsers.map(({ uuid, handle, username, password }) => (
        <button
          key={uuid}
          type="button"
          disabled={busy}
          aria-pressed={caller?.uuid === uuid}
          onClick={() => void be(username, password)}
        >
          @{handle}
        </button>
      ))}
      <form onSubmit={submit}>
        <input
          name="email"
          type="email"
          aria-label="E-mail"
          placeholder="E-mail"
          autoComplete="username"
          required
        />
        <input
          name="password"
          type="password"
          aria-label="Password"
          placeholder="Password"
          autoComplete="current-password"
          required
        />
        <button type="submit" disabled={busy}>
          Sign in
        </button>
      </form>
      {caller && (
        <button type="button" onClick={() => void signOut().then(() => onCaller(null))}>
          Sign out
        </button>
      )}
      <p className="explorer-problem" role="alert">
        {problem}
      </p>
    </header>
  );
}

/** Read from the token that the API will see. */
async function currentCaller(): Promise<Caller | null> {
  const payload = (await fetchAuthSession()).tokens?.accessToken.payload;
  if (!payload?.sub) return null;
  return { uuid: payload.sub, name: String(payload.handle ?? payload.username ?? payload.sub) };
}
