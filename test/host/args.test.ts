import { describe, expect, it } from 'vitest';
import { UsageError } from '../../lib/commandLine.js';
import { readArguments, usage } from '../../local/messaging/args.js';
import { mfaModes } from '../../local/cognito/settings.js';
import { startHost } from '../../local/messaging/host.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { cognito } from '../support/messaging.js';

const dynamodb = useDynamoDB();

describe('The option --mfa', () => {
  it.each(mfaModes)('takes %s', (mode) => {
    expect(readArguments(['--mfa', mode], {}).mfa).toBe(mode);
    expect(usage).toContain(mode);
  });

  it('may be left out: the pool is as in a deployment', () => {
    expect(readArguments([], {}).mfa).toBeUndefined();
  });

  it.each(['', 'on', 'Required'])('is refused as "%s", by the modes that there are', (mode) => {
    const read = () => readArguments(['--mfa', mode], {});
    expect(read).toThrow(UsageError);
    expect(read).toThrow(
      `--mfa is ${JSON.stringify(mode)}; it must be one of off, optional, required`,
    );
  });

  it('needs a mode', () => {
    expect(() => readArguments(['--mfa'], {})).toThrow(UsageError);
  });

  it('as required makes a pool that leads to the enrolment of a second factor', async () => {
    const { mfa } = readArguments(['--mfa', 'required'], {});
    const { endpoint: dynamodbEndpoint, tableName } = dynamodb;
    const host = await startHost({ dynamodbEndpoint, tableName, seed: false, mfa });
    try {
      await host.cognito.seedUser({
        username: 'ada',
        password: 'Correct-Horse-7',
        attributes: { preferred_username: 'ada', name: 'Ada', email: 'ada@example.com' },
      });
      const { body } = await cognito(host, 'InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: host.config.userPoolClientId,
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-Horse-7' },
      });
      expect(body).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    } finally {
      await host.stop();
    }
  });
});
