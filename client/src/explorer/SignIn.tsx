import { useCallback, useEffect, useState, type FormEvent, type ReactNode } from 'react';
import {
  confirmSignIn,
  fetchAuthSession,
  signIn,
  signOut,
  type SignInOutput,
} from 'aws-amplify/auth';
import type { Config } from '../config';
import type { Caller } from './ReadyMade';

const CODE_STEP = 'CONFIRM_SIGN_IN_WITH_TOTP_CODE';

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
  const { busy, problem, needsCode, be, confirm, cancel } = useSignIn(caller, onCaller);
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
          onClick={() => be(username, password)}
        >
          @{handle}
        </button>
      ))}
      {needsCode ? (
        <CodeForm busy={busy} onCode={confirm} onCancel={cancel} />
      ) : (
        <PasswordForm busy={busy} onPassword={be} />
      )}
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

/** The steps of a sign-in by Amplify, one at a time. */
function useSignIn(caller: Caller | null, onCaller: (caller: Caller | null) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [needsCode, setNeedsCode] = useState(false);

  const look = useCallback(async () => onCaller(await currentCaller()), [onCaller]);
  useEffect(() => {
    look().catch((error: unknown) => setProblem(String(error)));
  }, [look]);

  const attempt = async (step: () => Promise<SignInOutput>): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      const { isSignedIn, nextStep } = await step();
      setNeedsCode(nextStep.signInStep === CODE_STEP);
      if (!isSignedIn && nextStep.signInStep !== CODE_STEP) {
        setProblem(`Sign in at the client first: this account needs ${nextStep.signInStep}`);
      }
      await look();
    } catch (error) {
      // Cognito has forgotten the sign-in that the code was for.
      if (error instanceof Error && error.name === 'NotAuthorizedException') setNeedsCode(false);
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const be = (username: string, password: string): void =>
    void attempt(async () => {
      if (caller) await signOut();
      return signIn({ username, password });
    });
  const confirm = (code: string): void =>
    void attempt(() => confirmSignIn({ challengeResponse: code }));
  const cancel = (): void => {
    setNeedsCode(false);
    setProblem('');
  };
  return { busy, problem, needsCode, be, confirm, cancel };
}

function PasswordForm({
  busy,
  onPassword,
}: {
  readonly busy: boolean;
  readonly onPassword: (username: string, password: string) => void;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onPassword(String(form.get('email')), String(form.get('password')));
  };
  return (
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
  );
}

/** The step after the password, where the account has a second factor. */
function CodeForm({
  busy,
  onCode,
  onCancel,
}: {
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onCode(String(new FormData(event.currentTarget).get('code')).replaceAll(/\s/g, ''));
  };
  return (
    <form onSubmit={submit}>
      <input
        name="code"
        aria-label="Code from the app"
        placeholder="Code from the app"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\s*([0-9]\s*){6}"
        title="Six digits"
        autoFocus
        required
      />
      <button type="submit" disabled={busy}>
        Confirm
      </button>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

/** Read from the token that the API will see. */
async function currentCaller(): Promise<Caller | null> {
  const payload = (await fetchAuthSession()).tokens?.accessToken.payload;
  if (!payload?.sub) return null;
  return { uuid: payload.sub, name: String(payload.handle ?? payload.username ?? payload.sub) };
}
