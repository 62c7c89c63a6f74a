import type { FastifyPluginAsync } from 'fastify';
import type { Cognito } from '../cognito/cognito.js';
import type { OnDenied } from '../lambda/speaker.js';
import { tableDoor } from '../lambda/tableDoor.js';
import { userPoolDoor } from '../lambda/userPoolDoor.js';
import type { Log } from '../host/log.js';
import type { Table } from '../host/openDynamoDB.js';
import type { Deployment } from './deployment.js';
import type { FunctionSpeaker } from './functionRoles.js';
import { account, region } from './physical.js';
import { warnOfDenial } from './roleWarnings.js';

/** Where functions reach the tables and the user pool, below the host's own address. */
const paths = { tables: '/dynamodb', userPool: '/cognito-admin' } as const;

/** What tells a function's SDK where they are. */
export const doorVariables = (url: string, table: Table | undefined): Record<string, string> => ({
  AWS_REGION: region,
  ...(table && { AWS_ENDPOINT_URL_DYNAMODB: url + paths.tables }),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url + paths.userPool,
});

/** The doors, as the host serves them. */
export function doorsOf(
  { tablePolicies }: Pick<Deployment, 'tablePolicies'>,
  parts: {
    readonly speakers: ReadonlyMap<string, FunctionSpeaker>;
    readonly table: Table | undefined;
    readonly cognito: Cognito | undefined;
    readonly log: Log;
  },
): FastifyPluginAsync[] {
  const { table, cognito, log } = parts;
  const speakers = [...parts.speakers.values()];
  const onDenied: OnDenied<FunctionSpeaker> = ({ logicalId }, { question, explicit }) => {
    const { action, resource } = question;
    warnOfDenial(logicalId, { action, resource }, explicit, log);
  };
  const doors: FastifyPluginAsync[] = [];
  if (table) {
    const { wire, endpoint } = table;
    const withPolicies = speakers.map(({ role, ...one }) => ({
      ...one,
      role: role && { ...role, statements: [...role.statements, ...tablePolicies] },
    }));
    const options = { speakers: withPolicies, wire, endpoint, region, onDenied, log };
    doors.push(below(paths.tables, tableDoor(options)));
  }
  if (cognito) {
    const options = { speakers, plugin: cognito.adminPlugin, region, account, onDenied };
    doors.push(below(paths.userPool, userPoolDoor(options)));
  }
  return doors;
}

const below =
  (prefix: string, door: FastifyPluginAsync): FastifyPluginAsync =>
  async (app) =>
    void (await app.register(door, { prefix }));
