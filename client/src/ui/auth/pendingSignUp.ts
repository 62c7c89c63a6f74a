import { deviceStorage } from '../../messaging/deviceStorage';

/**
 * A sign-up that waits for its code. The user name is a UUID that this device has made: Cognito takes
 * no code for an e-mail address that is not verified yet.
 */
export interface PendingSignUp {
  readonly username: string;
  readonly email: string;
}

const KEY = 'pending-sign-up';

export const keepPendingSignUp = (pending: PendingSignUp): void =>
  deviceStorage().setItem(KEY, JSON.stringify(pending));

export const forgetPendingSignUp = (): void => deviceStorage().removeItem(KEY);

/** What this device keeps; undefined where nothing waits, or where another program wrote there. */
export function pendingSignUp(): PendingSignUp | undefined {
  try {
    const { username, email } = JSON.parse(
      deviceStorage().getItem(KEY) ?? '{}',
    ) as Partial<PendingSignUp>;
    return username && email ? { username, email } : undefined;
  } catch {
    return undefined;
  }
}
