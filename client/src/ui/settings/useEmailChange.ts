import { useState } from 'react';
import { confirmUserAttribute, updateUserAttribute } from 'aws-amplify/auth';
import { inWords, useAttempt, type Attempt } from '../auth/useAttempt';

export interface EmailChange {
  readonly attempt: Attempt;
  /** The new address, while its code is waited for. */
  readonly asked: string | undefined;
  /** Said once it went well. */
  readonly done: string | undefined;
  /** Asks for the change, or once more for its code. */
  ask(address: string): void;
  confirm(code: string): void;
  cancel(): void;
}

/** A change of the user's e-mail address. @param onChanged called with the address that counts now */
export function useEmailChange(
  present: string | undefined,
  onChanged: (address: string) => void,
): EmailChange {
  const attempt = useAttempt(problemOfEmail);
  const [asked, setAsked] = useState<string>();
  const [done, setDone] = useState<string>();
  // Cognito sends another code for a change when it is asked for the same change again. The code of
  // `sendUserAttributeVerificationCode` goes to the old address (amplify-flutter issue 3756).
  const ask = (address: string): void => {
    const isNewCode = address === asked;
    setDone(undefined);
    attempt.run(async () => {
      if (address.toLowerCase() === present?.toLowerCase()) throw new SameAddress();
      const { isUpdated } = await updateUserAttribute({
        userAttribute: { attributeKey: 'email', value: address },
      });
      if (isUpdated) throw new SameAddress(); // there is nothing to prove
      setAsked(address);
      if (isNewCode) setDone('A new code is sent. The one before is no longer good.');
    });
  };
  const confirm = (code: string): void => {
    setDone(undefined);
    attempt.run(async () => {
      await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code });
      if (asked !== undefined) onChanged(asked);
      setAsked(undefined);
      setDone('Your address is changed. Sign in with the new one from now on.');
    });
  };
  // Cognito knows no such request: the code that is out is never typed.
  const cancel = (): void =>
    attempt.run(() => {
      setAsked(undefined);
      setDone('Your address stays as it is.');
      return Promise.resolve();
    });
  return { attempt, asked, done, ask, confirm, cancel };
}

class SameAddress extends Error {}

const problemOfEmail = (error: unknown): string => {
  if (error instanceof SameAddress) return 'That is your address already.';
  if (!(error instanceof Error)) return inWords(error);
  return WORDS[error.name] ?? inWords(error);
};

const WORDS: Record<string, string> = {
  AliasExistsException: 'Another account has this address. Yours stays as it is.',
  InvalidParameterException: 'That is not an e-mail address.',
  NotAuthorizedException: 'Your session has ended. Sign in again.',
};
