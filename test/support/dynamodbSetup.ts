import { prepareDynamoDB } from './dynamodb.js';

await prepareDynamoDB();
