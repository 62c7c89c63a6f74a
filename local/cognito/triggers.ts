import { z } from 'zod';
import { CognitoError } from './errors.js';
import { regionOf } from './keys.js';
import type {
  Attributes,
  ClientMetadata,
  Log,
  PoolIdentity,
  TriggerHandler,
  TriggerHandlers,
  User,
} from './types.js';

/**
 * How long Cognito waits for a trigger, in milliseconds, and how often it calls one that does not
 * answer.
 */
export const triggerTimeout = 5_000;
const CALLS = 3;

const preSignUpResponse = z.object({
  autoConfirmUser: z.boolean().default(false),
  autoVerifyEmail: z.boolean().default(false),
});
const strings = z.array(z.string()).optional();
const tokenOverrides = z.object({
  claimsToAddOrOverride: z.record(z.string(), z.unknown()).optional(),
  claimsToSuppress: strings,
  scopesToAdd: strings,
  scopesToSuppress: strings,
});
const overrides = z.object({
  accessTokenGeneration: tokenOverrides.nullish(),
  idTokenGeneration: tokenOverrides.nullish(),
  groupOverrideDetails: z.object({ groupsToOverride: strings }).nullish(),
});
const preTokenGenerationResponse = z.object({ claimsAndScopeOverrideDetails: overrides.nullish() });

/** What a trigger changes in one kind of token. */
export type TokenOverrides = z.infer<typeof tokenOverrides>;
/** `claimsAndScopeOverrideDetails`. */
export type Overrides = z.infer<typeof overrides>;

/**
 * Calls the pool's Lambda triggers as Cognito does: the event as JSON, five seconds, three calls if
 * no answer comes ("Customizing user pool workflows with Lambda triggers", Amazon Cognito developer
 * guide). Cognito's answer after the third call is not known; this text is the host's own.
 */
export class Triggers {
  /** @param timeout milliseconds */
  constructor(
    private readonly handlers: TriggerHandlers,
    private readonly pool: PoolIdentity,
    private readonly timeout: number,
    private readonly log: Log,
  ) {}

  /**
   * Runs before an account is made.
   *
   * @throws CognitoError when the trigger refuses it.
   */
  async preSignUp(username: string, attributes: Attributes, clientMetadata: ClientMetadata) {
    const { preSignUp } = this.handlers;
    if (!preSignUp) return { autoConfirmUser: false, autoVerifyEmail: false };
    const event = {
      ...this.#event('1', 'PreSignUp_SignUp', username),
      request: { userAttributes: attributes, validationData: undefined, clientMetadata },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    };
    return this.#call('PreSignUp', preSignUp, event, preSignUpResponse);
  }

  /**
   * Runs after a confirmation.
   *
   * @throws CognitoError when the trigger fails; the user is confirmed all the same.
   */
  async postConfirmation(
    user: User,
    cause: 'ConfirmSignUp' | 'ConfirmForgotPassword',
    clientMetadata: ClientMetadata,
  ): Promise<void> {
    const { postConfirmation } = this.handlers;
    if (!postConfirmation) return;
    const event = {
      ...this.#event('1', `PostConfirmation_${cause}` as const, user.username),
      request: { userAttributes: userAttributesOf(user), clientMetadata },
      response: {},
    };
    await this.#call('PostConfirmation', postConfirmation, event, z.object({}));
  }

  /** Runs before tokens are made. Returns what the trigger changes in them. */
  async preTokenGeneration(
    user: User,
    cause: 'Authentication' | 'RefreshTokens',
    clientMetadata: ClientMetadata,
  ) {
    const { preTokenGeneration } = this.handlers;
    if (!preTokenGeneration) return undefined;
    const event = {
      ...this.#event('2', `TokenGeneration_${cause}` as const, user.username),
      request: {
        userAttributes: userAttributesOf(user),
        groupConfiguration: { groupsToOverride: user.groups ?? [], iamRolesToOverride: [] },
        scopes: ['aws.cognito.signin.user.admin'],
        clientMetadata,
      },
      response: { claimsAndScopeOverrideDetails: {} },
    };
    const response = await this.#call(
      'PreTokenGeneration',
      preTokenGeneration,
      event,
      preTokenGenerationResponse,
    );
    return response.claimsAndScopeOverrideDetails ?? undefined;
  }

  #event<const Source extends string>(version: string, triggerSource: Source, userName: string) {
    return {
      version,
      region: regionOf(this.pool),
      userPoolId: this.pool.userPoolId,
      triggerSource,
      userName,
      callerContext: {
        awsSdkVersion: 'aws-sdk-unknown-unknown',
        clientId: this.pool.userPoolClientId,
      },
    };
  }

  async #call<Event, Handled extends Event, Response>(
    name: string,
    handler: TriggerHandler<Handled>,
    event: Event,
    schema: z.ZodType<Response>,
  ): Promise<Response> {
    for (let call = 1; call <= CALLS; call += 1) {
      const payload = JSON.parse(JSON.stringify(event)) as Handled;
      const answer = await this.#answer(name, handler, payload);
      if (answer === TIMED_OUT) continue;
      const parsed = z.object({ response: schema }).safeParse(toJson(answer));
      if (parsed.success) return parsed.data.response;
      this.log.error(`The answer of the trigger ${name} is not its event`);
      throw new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    }
    throw new CognitoError('UnexpectedLambdaException', `${name} invocation timed out`);
  }

  async #answer<Event>(
    name: string,
    handler: TriggerHandler<Event>,
    event: Event,
  ): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
      timer = setTimeout(() => resolve(TIMED_OUT), this.timeout);
    });
    try {
      return await Promise.race([handler(event), timeout]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new CognitoError(
        'UserLambdaValidationException',
        `${name} failed with error ${message}.`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

const TIMED_OUT = Symbol('timed out');

function toJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
}

const userAttributesOf = ({ sub, attributes, status }: User): Attributes => ({
  sub,
  'cognito:user_status': status,
  ...attributes,
});
