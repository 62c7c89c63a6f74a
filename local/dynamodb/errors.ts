export type DynamoDBLocalErrorCode =
  'JAVA_MISSING' | 'JAVA_TOO_OLD' | 'PORT_TAKEN' | 'DATA_DIRECTORY' | 'START_FAILED';

/** DynamoDB Local did not start. The message says what to do about it. */
export class DynamoDBLocalError extends Error {
  override readonly name = 'DynamoDBLocalError';

  constructor(
    readonly code: DynamoDBLocalErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const howToGetJava =
  'DynamoDB Local runs on Java 17 or newer: on Debian and Ubuntu `apt-get install default-jre-headless`, ' +
  'elsewhere any JDK 17 or newer (macOS: `brew install openjdk`), found by JAVA_HOME or PATH. ' +
  'Or set DYNAMODB_ENDPOINT to a DynamoDB that is running already.';

/** What went wrong, from what `java` wrote and how it ended. */
export const startError = (
  output: string,
  { port, dataDirectory }: { port: number; dataDirectory: string | undefined },
): DynamoDBLocalError => {
  if (/Unable to locate a Java Runtime|No Java runtime present/i.test(output)) return javaMissing();
  if (output.includes('UnsupportedClassVersionError')) {
    return new DynamoDBLocalError('JAVA_TOO_OLD', `This Java is too old. ${howToGetJava}`);
  }
  if (/BindException|Failed to bind/.test(output)) {
    return new DynamoDBLocalError(
      'PORT_TAKEN',
      `DynamoDB Local cannot listen on port ${port}: something else does. Choose another port, or 0 for a free one.`,
    );
  }
  if (output.includes('data directory is in use')) {
    return new DynamoDBLocalError(
      'DATA_DIRECTORY',
      'The data directory is in use by another DynamoDB Local: stop the host that runs there already.',
    );
  }
  if (dataDirectory !== undefined && /AccessDenied|FileSystemException|SQLite/.test(output)) {
    return new DynamoDBLocalError(
      'DATA_DIRECTORY',
      'DynamoDB Local cannot use its data directory: it is not writable, or what is in it is damaged.',
    );
  }
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return new DynamoDBLocalError('START_FAILED', `DynamoDB Local did not start: ${lastLine}`);
};

export const javaMissing = (): DynamoDBLocalError =>
  new DynamoDBLocalError('JAVA_MISSING', `There is no Java on this machine. ${howToGetJava}`);
