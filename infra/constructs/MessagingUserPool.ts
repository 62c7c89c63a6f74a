import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  type StandardAttributes,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type TriggerName, userPool as facts } from '../../resolvers/userPool.js';
import type { Settings } from '../settings.js';
import { dataRemovalPolicy } from './retention.js';

interface MessagingUserPoolProps extends Pick<
  Settings,
  'mfa' | 'mailFrom' | 'retain' | 'deletionProtection'
> {
  readonly triggers: Readonly<Record<TriggerName, IFunction>>;
}

/** CDK's names of Cognito's attributes. */
const attributeNames = {
  email: 'email',
  name: 'fullname',
  preferred_username: 'preferredUsername',
} as const satisfies Record<(typeof facts.requiredAttributes)[number], keyof StandardAttributes>;

/**
 * Who may sign in, and the public client with which they do. A user name is a UUID that the client
 * makes at sign-up. People sign in by their verified e-mail address, which is the only alias; the
 * handle that they ask for is the ordinary attribute `preferred_username`, which an alias could not
 * be at sign-up, and the display name is `name`. Policy and lifetimes are in `resolvers/userPool.ts`,
 * which the local host reads too.
 */
export class MessagingUserPool extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: MessagingUserPoolProps) {
    super(scope, id);
    const { triggers, mfa, mailFrom } = props;
    const { temporaryPasswordDays, ...rules } = facts.passwordPolicy;
    const { accessMinutes, refreshDays, refreshGraceSeconds } = facts.tokens;
    this.userPool = new UserPool(this, 'UserPool', {
      // Essentials is the first plan whose pre-token-generation trigger can change the access token.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: true,
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: facts.keepsOriginalEmail },
      email:
        mailFrom === undefined
          ? undefined
          : UserPoolEmail.withSES({ fromEmail: mailFrom, sesVerifiedDomain: domainOf(mailFrom) }),
      standardAttributes: Object.fromEntries(
        facts.requiredAttributes.map((name) => [
          attributeNames[name],
          { required: true, mutable: !isImmutable(name) },
        ]),
      ),
      passwordPolicy: {
        ...rules,
        tempPasswordValidity: Duration.days(temporaryPasswordDays),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: mfa === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection: props.deletionProtection,
      removalPolicy: dataRemovalPolicy(props.retain),
    });
    this.userPool.addTrigger(UserPoolOperation.PRE_SIGN_UP, triggers.preSignUp);
    this.userPool.addTrigger(UserPoolOperation.POST_CONFIRMATION, triggers.postConfirmation);
    this.userPool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      triggers.preTokenGeneration,
      LambdaVersion.V2_0,
    );

    this.client = this.userPool.addClient('Client', {
      generateSecret: false, // a browser keeps no secret
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      writeAttributes: new ClientAttributes().withStandardAttributes(
        Object.fromEntries(facts.writableAttributes.map((name) => [attributeNames[name], true])),
      ),
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(accessMinutes),
      idTokenValidity: Duration.minutes(accessMinutes),
      refreshTokenValidity: Duration.days(refreshDays),
      refreshTokenRotationGracePeriod: Duration.seconds(refreshGraceSeconds),
      authSessionValidity: Duration.minutes(facts.authSessionMinutes),
    });
  }
}

const isImmutable = (name: string): boolean =>
  facts.immutableAttributes.some((immutable) => immutable === name);

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);
