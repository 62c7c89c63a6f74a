import { createHmac, randomInt } from 'node:crypto';
import { HourlyLimit } from './attempts.js';
import { codeMismatch, expiredCode } from './errors.js';
import { isSame } from './isSame.js';
import { foldCase } from './store.js';
import type { Clock, CodePurpose, Log, SentCode, User } from './types.js';

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
interface CodeDeliveryDetails {
  Destination: string;
  DeliveryMedium: 'EMAIL';
  AttributeName: 'email';
}

/** The codes of six digits. Cognito sends them by e-mail; the host writes them to the log. */
export class Codes {
  readonly #sent: HourlyLimit;
  readonly #wrong: HourlyLimit;

  constructor(
    private readonly secret: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#sent = new HourlyLimit(clock);
    this.#wrong = new HourlyLimit(clock);
  }

  /**
   * @throws CognitoError `LimitExceededException` when the mailbox has had its codes of this hour.
   */
  checkLimit(email: string, purpose: CodePurpose): void {
    this.#sent.check(nameOf(email, purpose));
  }

  /**
   * Sends a code. The code before it is no longer valid.
   *
   * @param email the address that the code proves; if left out: the account's present address
   * @throws CognitoError `LimitExceededException`.
   */
  send(
    user: User,
    purpose: CodePurpose,
    email: string = user.attributes.email ?? '',
  ): CodeDeliveryDetails {
    this.#countSent(email, purpose);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    user.codes[purpose] = {
      hash: this.#hash(user, purpose, code),
      expiresAt: this.clock() + LIFETIME[purpose],
      email,
    };
    this.log.info(`${TITLE[purpose]} for ${user.username} <${email}>: ${code}`);
    return detailsOf(email);
  }

  /**
   * The answer where no code is sent. It looks the same as where one is sent. For an e-mail address
   * it names that address; for a username it is always the same.
   *
   * @throws CognitoError `LimitExceededException`, as for users who exist.
   */
  simulate(alias: string, purpose: CodePurpose): CodeDeliveryDetails {
    this.#countSent(alias, purpose);
    if (alias.includes('@')) return detailsOf(alias);
    const name = nameOf(alias, purpose);
    const [first = 0, second = 0] = createHmac('sha256', this.secret).update(name).digest();
    return detailsOf(
      `${String.fromCharCode(97 + (first % 26))}@${String.fromCharCode(97 + (second % 26))}`,
    );
  }

  #countSent(alias: string, purpose: CodePurpose): void {
    const name = nameOf(alias, purpose);
    this.#sent.check(name);
    this.#sent.count(name);
  }

  /**
   * Rejects a code that was typed for an unknown user, exactly as a wrong code for a known one.
   *
   * @throws CognitoError `ExpiredCodeException` where no code was asked for,
   * `CodeMismatchException`, `LimitExceededException`.
   */
  refuse(alias: string, purpose: CodePurpose): never {
    const name = nameOf(alias, purpose);
    this.#wrong.check(name);
    if (!this.#sent.has(name)) throw expiredCode();
    this.#wrong.count(name);
    throw codeMismatch();
  }

  /**
   * Checks the code that a person typed. A right code is used up.
   *
   * @returns the address that it was sent to
   * @throws CognitoError as `check`.
   */
  use(user: User, purpose: CodePurpose, code: string): string | undefined {
    const { email } = this.check(user, purpose, code);
    delete user.codes[purpose];
    return email;
  }

  /**
   * Checks the code that a person typed.
   *
   * @throws CognitoError `CodeMismatchException`, `ExpiredCodeException`, `LimitExceededException`.
   */
  check(user: User, purpose: CodePurpose, code: string): SentCode {
    const name = `${purpose} ${user.sub}`;
    this.#wrong.check(name);
    const sent = user.codes[purpose];
    if (!sent || sent.expiresAt <= this.clock()) throw expiredCode();
    if (!isSame(sent.hash, this.#hash(user, purpose, code))) {
      this.#wrong.count(name);
      throw codeMismatch();
    }
    return sent;
  }

  #hash(user: User, purpose: CodePurpose, code: string): string {
    return createHmac('sha256', this.secret)
      .update(`${purpose} ${user.sub} ${code}`)
      .digest('base64url');
  }
}

const nameOf = (alias: string, purpose: CodePurpose): string => `${purpose} ${foldCase(alias)}`;

const detailsOf = (email: string): CodeDeliveryDetails => ({
  Destination: `${email.charAt(0)}***@${email.charAt(email.indexOf('@') + 1)}***`,
  DeliveryMedium: 'EMAIL',
  AttributeName: 'email',
});
