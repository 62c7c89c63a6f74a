/** Started by startDynamoDBLocal.test.ts, to be killed: holds a DynamoDB Local and does nothing. */
import { startDynamoDBLocal } from '../../local/dynamodb/index.js';

const { endpoint, pid } = await startDynamoDBLocal();
process.stdout.write(`${JSON.stringify({ endpoint, pid })}\n`);
