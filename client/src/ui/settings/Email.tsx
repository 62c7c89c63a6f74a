import { useEffect, useState, type ReactNode } from 'react';
import { fetchUserAttributes } from 'aws-amplify/auth';
import { Field } from '../auth/AuthPage';
import { digitsOf } from '../auth/CodeField';
import { useMailNote } from '../auth/useMailNote';
import { Form } from './Form';
import { useEmailChange, type EmailChange } from './useEmailChange';

/** Changes the address that signs the user in, once a code has proved the new one. */
export function Email(): ReactNode {
  const [present, setPresent] = usePresentEmail();
  const change = useEmailChange(present, setPresent);
  const { asked, done, attempt } = change;
  const submit = ({ 'new-email': address = '', 'email-code': code = '' }): void =>
    asked === undefined ? change.ask(address.trim()) : change.confirm(digitsOf(code));
  return (
    <div role="group" aria-labelledby="change-email">
      <h3 id="change-email">E-mail address</h3>
      {present && (
        <p>
          You sign in with <strong className="address">{present}</strong>.
        </p>
      )}
      <p className="hint">
        A code goes to the new address. Until you have typed it here, the old address stays the one
        that signs in.
      </p>
      <Form
        submit={asked === undefined ? 'Change address' : 'Confirm address'}
        attempt={attempt}
        done={done}
        onSubmit={submit}
      >
        {asked === undefined ? (
          <Field
            name="new-email"
            label="New e-mail address"
            type="email"
            autoComplete="email"
            // After the second step its field is gone, and the focus with it.
            autoFocus={done !== undefined}
          />
        ) : (
          <Code address={asked} />
        )}
      </Form>
      {asked !== undefined && <OtherWays address={asked} change={change} />}
    </div>
  );
}

/** The second step: the code that went to the new address. */
function Code({ address }: { readonly address: string }): ReactNode {
  const note = useMailNote(`It is on its way to ${address}.`);
  return (
    <Field
      name="email-code"
      label="Code from the e-mail"
      hint={note}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
    />
  );
}

function OtherWays({
  address,
  change: { attempt, ask, cancel },
}: {
  readonly address: string;
  readonly change: EmailChange;
}): ReactNode {
  return (
    <p className="settings-links">
      <button
        type="button"
        className="link-button"
        aria-disabled={attempt.busy}
        onClick={() => ask(address)}
      >
        Send a new code
      </button>
      <button type="button" className="link-button" aria-disabled={attempt.busy} onClick={cancel}>
        Keep my address
      </button>
    </p>
  );
}

/** The address as Cognito has it: the one that the user signed in with may have changed since. */
function usePresentEmail() {
  const [email, setEmail] = useState<string>();
  useEffect(() => {
    let isShown = true;
    fetchUserAttributes().then(
      (attributes) => isShown && setEmail((known) => known ?? attributes.email),
      () => undefined, // the form works without it
    );
    return () => {
      isShown = false;
    };
  }, []);
  return [email, setEmail] as const;
}
