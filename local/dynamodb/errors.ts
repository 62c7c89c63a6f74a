type EngineErrorCode =
  | 'NO_ENGINE'
  | 'JAVA_MISSING'
  | 'JAVA_TOO_OLD'
  | 'PORT_TAKEN'
  | 'DATA_DIRECTORY'
  | 'OTHER_ENGINE'
  | 'START_FAILED'
  | 'KEEPS_ENDING';

/** The engine did not start, or ended. The message says what to do about it. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const howToGetJava =
  'Java 17 or newer for DynamoDB Local: on Debian and Ubuntu `apt-get install default-jre-headless`, ' +
  'elsewhere any JDK 17 or newer (macOS: `brew install openjdk`), found by JAVA_HOME or PATH';

/** Every way to a DynamoDB, as sentences. */
const ways = ({ platform, arch }: { readonly platform: string; readonly arch: string }): string => {
  const dynoxide =
    platform === 'linux' && arch === 'x64'
      ? '`npm ci` installs it unless optional packages are left out'
      : 'the program `dynoxide` on the PATH (https://github.com/nubo-db/dynoxide)';
  return (
    `The host needs one of three. dynoxide: ${dynoxide}. ${howToGetJava}. ` +
    'Or a DynamoDB that is running already: DYNAMODB_ENDPOINT is its URL.'
  );
};

/** @param problem what is missing, as a sentence */
export const noEngine = (problem: string, machine: { platform: string; arch: string }) =>
  new EngineError('NO_ENGINE', `${problem} ${ways(machine)}`);

export const javaMissing = (): EngineError =>
  new EngineError('JAVA_MISSING', `There is no Java on this machine. ${ways(process)}`);

export const javaTooOld = (): EngineError =>
  new EngineError('JAVA_TOO_OLD', `This Java is too old. ${ways(process)}`);

export const portTaken = (title: string, port: string): EngineError =>
  new EngineError(
    'PORT_TAKEN',
    `${title} cannot listen on port ${port}: another program does. Choose another port, or 0 for a free one.`,
  );

export const directoryInUse = (): EngineError =>
  new EngineError(
    'DATA_DIRECTORY',
    'The data directory is in use by another host: stop the one that runs there already.',
  );

export const directoryUnusable = (title: string): EngineError =>
  new EngineError(
    'DATA_DIRECTORY',
    `${title} cannot use its data directory: it is not writable, or what is in it is damaged.`,
  );

export const startFailed = (title: string, output: string): EngineError => {
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return new EngineError('START_FAILED', `${title} did not start: ${lastLine}`);
};
