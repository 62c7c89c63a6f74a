import { expect, it } from 'vitest';
import { silentLog } from '../../local/host/log.js';
import { openUserPool } from '../../local/messaging/userPool.js';

it('A user pool whose triggers cannot be loaded says so, and names no file', async () => {
  const table = Promise.reject(new Error("ENOENT: no such directory, scandir '/home/ada/build'"));
  const options = { tableName: 'messages', region: 'us-east-1', table, log: silentLog() };
  const cognito = await openUserPool(options);
  const ada = {
    username: 'ada',
    password: 'Correct-horse-7',
    attributes: { email: 'a@example.com', name: 'Ada', preferred_username: 'ada' },
  };
  await expect(cognito.seedUser(ada)).rejects.toMatchObject({
    name: 'UserLambdaValidationException',
    message: 'PreSignUp failed with error it could not be loaded.',
  });
});
