/**
 * A host in its own process, to be measured from outside: `<DynamoDB endpoint> <table>`. Prints its
 * address and the tokens of two people as JSON. Collects its garbage for each message of the parent.
 */
import { startHost } from '../../../local/messaging/host.js';
import { newPerson } from '../../support/messaging.js';

const [dynamodbEndpoint, tableName] = process.argv.slice(2);
const host = await startHost({
  port: 0,
  dynamodbEndpoint,
  tableName,
  seed: false,
  triggerTimeout: 60_000, // for a machine that is busy with other work
});
const [ada, ben] = [await newPerson(host, 'Ada'), await newPerson(host, 'Ben')];
const { messageGroupUuid } = await ada.send({
  recipientUuid: ben.uuid,
  message: 'x'.repeat(1_024),
});
await ben.send({ messageGroupUuid, message: 'An answer accepts.' });
for (let count = 0; count < 99; count += 1) {
  await ada.send({ messageGroupUuid, message: 'x'.repeat(1_024) });
}
process.on('message', () => {
  globalThis.gc?.();
  process.send?.({ heapUsed: process.memoryUsage().heapUsed });
});
process.send?.({
  url: host.url,
  messageGroupUuid,
  ada: ada.accessToken,
  ben: { token: ben.accessToken, uuid: ben.uuid },
});
