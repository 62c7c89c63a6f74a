import type { FastifyPluginAsync } from 'fastify';
import type { Cognito } from '../cognito/cognito.js';
import { tableDoor } from '../lambda/tableDoor.js';
import { userPoolDoor } from '../lambda/userPoolDoor.js';
import type { Log } from '../host/log.js';
import type { Table } from '../host/openDynamoDB.js';
import type { Deployment } from './deployment.js';
import type { FunctionSpeaker } from './functionRoles.js';
import { account, region } from './physical.js';

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
  const tell = (
    { logicalId }: FunctionSpeaker,
    { action, resource }: { readonly action: string; readonly resource: string },
    explicit?: string,
  ): void => {
    const reason = explicit ? `a policy of the ${explicit} denies it` : 'no policy allows it';
    log.warn({ action, resource }, `${logicalId}: its role may not do this: ${reason}`);
  };
  const doors: [string, FastifyPluginAsync][] = [];
  if (table) {
    const { wire, endpoint } = table;
    const withPolicies = speakers.map((one) => ({
      ...one,
      role: one.role && {
        ...one.role,
        statements: [...one.role.statements, ...tablePolicies],
      },
    }));
    const door = tableDoor({
      speakers: withPolicies,
      wire,
      endpoint,
      region,
      onDenied: (speaker, { question, explicit }) => tell(speaker, question, explicit),
      log,
    });
    doors.push([paths.tables, door]);
  }
  if (cognito) {
    const door = userPoolDoor({
      speakers,
      plugin: cognito.adminPlugin,
      region,
      account,
      onDenied: (speaker, { question, explicit }) => tell(speaker, question, explicit),
    });
    doors.push([paths.userPool, door]);
  }
  return doors.map(
    ([prefix, door]) =>
      async (app) =>
        void (await app.register(door, { prefix })),
  );
}
