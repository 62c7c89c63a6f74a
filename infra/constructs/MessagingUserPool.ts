import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './retention.js';
import type { TriggerName } from './Triggers.js';

export interface MessagingUserPoolProps {
  readonly triggers: Readonly<Record<TriggerName, IFunction>>;
  readonly mfa: 'optional' | 'required';
  /** Left out: Cognito's own address, for a few dozen messages a day. */
  readonly mailFrom: string | undefined;
  /** Accounts outlive their stack. */
  readonly retain: boolean;
  readonly deletionProtection: boolean;
}

/**
 * Who may sign in, and the public client with which they do. People sign in by the name that they
 * signed up with or by their verified e-mail address; the handle that they ask for is
 * `preferred_username`, the display name is `name`. What the local pool asks of a password is asked
 * here: Cognito's default policy.
 */
export class MessagingUserPool extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: MessagingUserPoolProps) {
    super(scope, id);
    const { triggers, mfa, mailFrom } = props;
    this.userPool = new UserPool(this, 'UserPool', {
      // Essentials is the first plan whose pre-token-generation trigger can change the access token.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: true,
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      email:
        mailFrom === undefined
          ? undefined
          : UserPoolEmail.withSES({ fromEmail: mailFrom, sesVerifiedDomain: domainOf(mailFrom) }),
      standardAttributes: {
        email: { required: true, mutable: true },
        preferredUsername: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      passwordPolicy: {
        minLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
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
      enableTokenRevocation: true,
      // A token works until it expires, whatever happens to the account: so not for long.
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      refreshTokenRotationGracePeriod: Duration.seconds(60),
      authSessionValidity: Duration.minutes(3),
    });
  }
}

const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);
