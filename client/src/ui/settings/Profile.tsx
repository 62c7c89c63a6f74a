import { useState, type ReactNode } from 'react';
import { limits } from '../../generated/limits';
import type { UpdateProfileInput } from '../../generated/account';
import { problemOfAccount } from '../../account/problems';
import { useProfile } from '../../account/useProfile';
import { Field } from '../auth/AuthPage';
import { handleHint, handlePattern } from '../auth/handleRules';
import { useAttempt } from '../auth/useAttempt';
import { Form } from './Form';

const { heldDays, maxHeld } = limits.handle;

interface Names {
  readonly displayName: string;
  readonly handle: string;
}

/** The user's names, as others see them. */
export function Profile(): ReactNode {
  const { me, update } = useProfile();
  const attempt = useAttempt(problemOfAccount);
  /** What was typed since the names were saved. */
  const [typed, setTyped] = useState<Partial<Names>>({});
  const [done, setDone] = useState<string>();
  const type = (names: Partial<Names>): void => {
    setDone(undefined);
    setTyped((before) => ({ ...before, ...names }));
  };
  const save = (): void =>
    attempt.run(async () => {
      const input = me ? changed(me, typed) : {};
      if (Object.keys(input).length > 0) await update(input);
      setTyped({});
      setDone(Object.keys(input).length > 0 ? 'Your names are saved.' : 'Nothing has changed.');
    });
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">Profile</h2>
      <p className="hint">
        Others see both names, in a conversation with you from your next message on, or when they
        come back to the page.
      </p>
      {me && (
        <Form submit="Save names" attempt={attempt} done={done} onSubmit={save}>
          <Field
            name="name"
            label="Display name"
            hint={`At most ${limits.displayName.maxCodePoints} characters that can be seen.`}
            autoComplete="name"
            maxLength={2 * limits.displayName.maxCodePoints}
            value={typed.displayName ?? me.displayName}
            onChange={({ target }) => type({ displayName: target.value })}
          />
          <Field
            name="handle"
            label="Handle"
            hint={`${handleHint} You can have at most ${maxHeld} handles in ${heldDays} days, and the old one is kept for you for ${heldDays} days.`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            pattern={handlePattern}
            value={typed.handle ?? me.handle}
            onChange={({ target }) => type({ handle: target.value })}
          />
        </Form>
      )}
    </section>
  );
}

/** The names that are other ones than before. */
function changed(me: Names, typed: Partial<Names>): UpdateProfileInput {
  const displayName = typed.displayName?.trim();
  const handle = typed.handle?.trim().replace(/^@/, '').toLowerCase();
  return {
    ...(displayName !== undefined && displayName !== me.displayName && { displayName }),
    ...(handle !== undefined && handle !== me.handle && { handle }),
  };
}
