import { Amplify } from 'aws-amplify';
import { generateClient } from 'aws-amplify/api';
import { WebSocket } from 'ws';
import type { Credentials } from '../../local/iam/signature.js';
import type { TemplateApi } from '../../local/template/start.js';

// Node 20 has no WebSocket; browsers and later versions of Node do.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

/** Amplify, as it is: it signs by credentials, or carries a token. */
export function amplifyFor(api: TemplateApi, credentials: Credentials = api.credentials!) {
  const { amplify } = api.config;
  Amplify.configure(amplify as Parameters<typeof Amplify.configure>[0], {
    Auth: {
      credentialsProvider: {
        getCredentialsAndIdentityId: async () => ({ credentials }),
        clearCredentialsAndIdentityId: () => {},
      },
    },
  });
  return generateClient();
}
