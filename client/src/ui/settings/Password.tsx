import { useState, type ReactNode } from 'react';
import { updatePassword } from 'aws-amplify/auth';
import { Field } from '../auth/AuthPage';
import { NewPasswordField } from '../auth/NewPasswordField';
import { inWords, useAttempt } from '../auth/useAttempt';
import { Form } from './Form';

/** Changes the password of the user, who proves that they know the one before. */
export function Password(): ReactNode {
  const attempt = useAttempt(problemOfPassword);
  const [done, setDone] = useState<string>();
  const change = (values: Record<string, string>, form: HTMLFormElement): void => {
    const { 'current-password': oldPassword = '', 'new-password': newPassword = '' } = values;
    setDone(undefined);
    attempt.run(async () => {
      await updatePassword({ oldPassword, newPassword });
      form.reset();
      setDone('Your password is changed.');
    });
  };
  return (
    <div role="group" aria-labelledby="change-password">
      <h3 id="change-password">Change password</h3>
      <p className="hint">
        Your devices stay signed in. If another person may know the old password, sign out
        everywhere, too.
      </p>
      <Form submit="Change password" attempt={attempt} done={done} onSubmit={change}>
        <Field
          name="current-password"
          label="Current password"
          type="password"
          autoComplete="current-password"
        />
        <NewPasswordField name="new-password" label="New password" />
      </Form>
    </div>
  );
}

/** Cognito says of a wrong password what it says at a sign-in. */
const problemOfPassword = (error: unknown): string =>
  error instanceof Error && /incorrect/i.test(error.message)
    ? 'The current password is not right.'
    : inWords(error);
