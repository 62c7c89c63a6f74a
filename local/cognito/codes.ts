import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { HourlyLimit } from './attempts.js';
import { codeMismatch, expiredCode } from './errors.js';
import type { Clock, CodePurpose, Log, User } from './types.js';

const HOUR = 3_600_000;
/** "Code validity" in "Quotas in Amazon Cognito": sign-up and attributes 24 hours, forgotten password one. */
const LIFETIME: Record<CodePurpose, number> = {
  CONFIRM_SIGN_UP: 24 * HOUR,
  FORGOT_PASSWORD: HOUR,
  VERIFY_EMAIL: 24 * HOUR,
};
const TITLE: Record<CodePurpose, string> = {
  CONFIRM_SIGN_UP: 'Confirmation code',
  FORGOT_PASSWORD: 'Password reset code',
  VERIFY_EMAIL: 'Verification code',
};

/** `CodeDeliveryDetails`. */
export interface CodeDeliveryDetails {
  Destination: string;
  DeliveryMedium: 'EMAIL';
  AttributeName: 'email';
}

/** The six digits that Cognito would send by e-mail; here they go to the log. */
export class Codes {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #sent: HourlyLimit;
  readonly #wrong: HourlyLimit;

  constructor({ secret, clock, log }: { secret: string; clock: Clock; log: Log }) {
    this.#secret = secret;
    this.#clock = clock;
    this.#log = log;
    this.#sent = new HourlyLimit(clock);
    this.#wrong = new HourlyLimit(clock);
  }

  /**
   * Send a code, which makes the one before worthless.
   *
   * @throws CognitoError `LimitExceededException`.
   */
  send(user: User, purpose: CodePurpose): CodeDeliveryDetails {
    const name = `${purpose} ${user.sub}`;
    this.#sent.check(name);
    this.#sent.count(name);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    user.codes[purpose] = {
      hash: this.#hash(user, purpose, code),
      expiresAt: this.#clock() + LIFETIME[purpose],
    };
    const pending = purpose === 'VERIFY_EMAIL' ? user.pendingEmail : undefined;
    const email = pending ?? user.attributes.email ?? '';
    this.#log.info(`${TITLE[purpose]} for ${user.username} <${email}>: ${code}`);
    return details(email.charAt(0), email.charAt(email.indexOf('@') + 1));
  }

  /**
   * What a person who does not exist, or has no verified address, is told: always the same for one
   * name.
   *
   * @throws CognitoError `LimitExceededException`, as for those who do exist.
   */
  simulate(username: string, purpose: CodePurpose): CodeDeliveryDetails {
    const name = `${purpose} ${username.toLowerCase()}`;
    this.#sent.check(name);
    this.#sent.count(name);
    const [first = 0, second = 0] = createHmac('sha256', this.#secret).update(name).digest();
    return details(String.fromCharCode(97 + (first % 26)), String.fromCharCode(97 + (second % 26)));
  }

  /**
   * Check the code that a person typed. A right one is spent by it.
   *
   * @throws CognitoError `CodeMismatchException`, `ExpiredCodeException`, `LimitExceededException`.
   */
  use(user: User, purpose: CodePurpose, code: string): void {
    const name = `${purpose} ${user.sub}`;
    this.#wrong.check(name);
    const sent = user.codes[purpose];
    if (!sent) throw expiredCode();
    const given = Buffer.from(this.#hash(user, purpose, code));
    const expected = Buffer.from(sent.hash);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      this.#wrong.count(name);
      throw codeMismatch();
    }
    delete user.codes[purpose];
    if (sent.expiresAt <= this.#clock()) throw expiredCode();
  }

  #hash(user: User, purpose: CodePurpose, code: string): string {
    return createHmac('sha256', this.#secret)
      .update(`${purpose} ${user.sub} ${code}`)
      .digest('base64url');
  }
}

const details = (mailbox: string, domain: string): CodeDeliveryDetails => ({
  Destination: `${mailbox}***@${domain}***`,
  DeliveryMedium: 'EMAIL',
  AttributeName: 'email',
});
