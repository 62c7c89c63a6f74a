// A test with a browser's globals has no DynamoDB.
if (!('document' in globalThis)) {
  const { prepareDynamoDB } = await import('./dynamodb.js');
  await prepareDynamoDB();
}

export {};
