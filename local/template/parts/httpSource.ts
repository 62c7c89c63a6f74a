import { z } from 'zod';
import { endpointForm, readEndpoint } from '../../appsync/datasources/index.js';
import { SourceError } from '../../manifest/errors.js';
import { placeText } from '../errors.js';
import { region } from '../physical.js';
import { type Found, placeOf, propertiesOf } from '../read.js';

/** What an HTTP data source calls and how it signs; or why the host cannot call it. */
export type HttpSource =
  | { readonly endpoint: URL; readonly signing?: { region: string; service: string } | undefined }
  | { readonly problem: string };

const config = z.object({
  HttpConfig: z.object({
    Endpoint: z.string(),
    AuthorizationConfig: z
      .object({
        AuthorizationType: z.literal('AWS_IAM'),
        AwsIamConfig: z
          .object({ SigningRegion: z.string().default(region), SigningServiceName: z.string() })
          .optional(),
      })
      .optional(),
  }),
});

/** The `HttpConfig` of a data source. An endpoint outside the templates may have no value here. */
export function readHttpSource(found: Found): HttpSource {
  try {
    const { Endpoint, AuthorizationConfig } = propertiesOf(found, config).HttpConfig;
    const endpoint = readEndpoint(Endpoint);
    if (!endpoint) return { problem: `HttpConfig.Endpoint: ${Endpoint}: ${endpointForm}` };
    if (!AuthorizationConfig) return { endpoint };
    const { AwsIamConfig: iam } = AuthorizationConfig;
    if (!iam) return { problem: 'HttpConfig: AwsIamConfig is missing: it says how to sign' };
    const signing = { region: iam.SigningRegion, service: iam.SigningServiceName };
    return { endpoint, signing };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { problem: error.message.slice(placeText(placeOf(found)).length + 2) };
  }
}
