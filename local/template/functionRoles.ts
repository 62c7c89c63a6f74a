import type { Speaker } from '../lambda/speaker.js';
import { globalContext, globalKeys, sessionArn } from '../iam/context.js';
import { decide } from '../iam/policy.js';
import { tableKeys } from '../appsync/datasources/dynamodb/iamQuestions.js';
import type { Log } from '../host/log.js';
import { sessionCredentials } from './credentials.js';
import type { Deployment } from './deployment.js';
import { SourceError } from '../manifest/errors.js';
import { account, region } from './physical.js';
import { heldRole } from './roleWarnings.js';

/** A function with what it may do. */
export interface FunctionSpeaker extends Speaker {
  readonly logicalId: string;
}

/** The condition keys that have a value for what functions do. */
const keys = [...globalKeys, ...tableKeys];

/** The functions of a deployment by ARN, each with credentials of its own and the policies of its role. */
export function speakersOf(
  { functions, roles }: Pick<Deployment, 'functions' | 'roles'>,
  log: Log,
): ReadonlyMap<string, FunctionSpeaker> {
  const speakers = new Map<string, FunctionSpeaker>();
  for (const [arn, one] of functions) {
    if (!('definition' in one)) continue;
    const { logicalId, roleArn = `arn:aws:iam::${account}:role/unknown` } = one;
    const role = heldRole(roles.get(roleArn), logicalId, keys, 'known', log);
    speakers.set(arn, {
      logicalId,
      credentials: sessionCredentials(),
      session: sessionArn(roleArn, one.definition.name),
      role,
    });
  }
  return speakers;
}

/** What Lambda asks of a role before it reads a stream for its function ("Process DynamoDB records with Lambda"). */
const reading = ['DescribeStream', 'GetRecords', 'GetShardIterator'];

/**
 * Refuses a stream that calls a function whose role may not read it, as Lambda refuses to make the mapping.
 * @throws SourceError in Lambda's words
 */
export function refuseUnreadable(
  { streams }: Pick<Deployment, 'streams'>,
  speakers: ReadonlyMap<string, FunctionSpeaker>,
): void {
  for (const { tableName, functionName, logicalId } of streams) {
    const resource = `arn:aws:dynamodb:${region}:${account}:table/${tableName}/stream/local`;
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
    const { role } = speakers.get(functionName) ?? speakers.get(arn) ?? {};
    if (!role) continue;
    const context = globalContext({ arn: role.arn, account, region });
    const missing = reading.some(
      (action) =>
        !decide(role.statements, { action: `dynamodb:${action}`, resource, context }).allowed,
    );
    if (!missing) continue;
    throw new SourceError([
      `${logicalId}: Cannot access stream ${resource}. Please ensure the role can perform the ` +
        'GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.',
    ]);
  }
}
