import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** A client of the user pool for functions that are not Cognito's own triggers. The environment gives it all. */
export const cognito = new CognitoIdentityProviderClient({
  region: process.env.AWS_REGION,
  endpoint: process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
});
// As in `dynamoDb.ts`: what the client takes from the environment, it takes now.
await cognito.config.credentials();
