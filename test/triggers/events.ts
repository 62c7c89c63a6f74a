import type {
  PostConfirmationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
} from 'aws-lambda';

/** Events as the developer guide shows them ("Customizing user pool workflows with Lambda triggers"). */
const common = {
  version: '1',
  region: 'us-east-1',
  userPoolId: 'us-east-1_Example01',
  userName: 'a-person',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'example23client45id' },
};

export const preSignUpEvent = (userAttributes: Record<string, string>): PreSignUpTriggerEvent => ({
  ...common,
  triggerSource: 'PreSignUp_SignUp',
  request: { userAttributes },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
});

export const postConfirmationEvent = (
  userAttributes: Record<string, string>,
  triggerSource: PostConfirmationTriggerEvent['triggerSource'] = 'PostConfirmation_ConfirmSignUp',
) =>
  ({
    ...common,
    triggerSource,
    request: { userAttributes },
    response: {},
  }) as PostConfirmationTriggerEvent;

export const preTokenGenerationEvent = (
  userAttributes: Record<string, string>,
): PreTokenGenerationV2TriggerEvent => ({
  ...common,
  version: '2',
  triggerSource: 'TokenGeneration_Authentication',
  request: {
    userAttributes,
    groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [] },
    scopes: ['aws.cognito.signin.user.admin'],
  },
  response: { claimsAndScopeOverrideDetails: {} },
});
