import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host, HostOptions } from '../../local/messaging/host.js';
import type { TemplateApi } from '../../local/template/start.js';
import { startTemplateApi } from '../../local/template/start.js';
import { only, synthesised, type Template } from '../infra/synth.js';

type Changeable<T> = { -readonly [Key in keyof T]: T[Key] };
/** A template that a test changes before it is served. */
export type ChangeableTemplate = Changeable<Template>;

/** The development stage as `cdk synth` writes it. */
function development(): { readonly directory: string; readonly template: ChangeableTemplate } {
  const { directory, templates } = synthesised({ stage: 'development' });
  return { directory, template: structuredClone(templates['messages-development']!) };
}

/**
 * Writes the template of the development stage beside its assets, with a table of its own and a client
 * that may sign in by password, as the tests' people do.
 *
 * @returns the file
 */
export async function writeTemplate(
  tableName: string,
  change: (template: ChangeableTemplate) => void = () => {},
): Promise<string> {
  const { directory, template } = development();
  only(template, 'AWS::DynamoDB::GlobalTable').Properties.TableName = tableName;
  only(template, 'AWS::Cognito::UserPoolClient').Properties.ExplicitAuthFlows.push(
    'ALLOW_USER_PASSWORD_AUTH',
  );
  change(template);
  const file = join(directory, `${randomUUID()}.template.json`);
  await writeFile(file, JSON.stringify(template));
  return file;
}

/** What a test may ask of a host that is started from the template. */
const options = ['dynamodbEndpoint', 'tableName', 'seed', 'triggerTimeout', 'log', 'port'];

/**
 * This product from its own template, in the place of `startHost`.
 * @param change of the template, before it is served
 * @throws Error for an option that only `startHost` has
 */
export async function startHostFromTemplate(
  { resolverClock, tableName = '', dynamodbEndpoint, triggerTimeout, log, ...more }: HostOptions,
  change?: (template: ChangeableTemplate) => void,
): Promise<Host> {
  const other = Object.keys(more).find((name) => !options.includes(name));
  if (other) throw new Error(`A host from the template has no option ${other}`);
  const api = await startTemplateApi({
    templates: [await writeTemplate(tableName, change)],
    dynamodbEndpoint,
    triggerTimeout,
    resolverClock,
    log,
  });
  return toHost(api);
}

function toHost(api: TemplateApi): Host {
  const { url, config, cognito, table, lost } = api;
  const { userPoolId, userPoolClientId } = cognito!;
  return {
    url,
    config: { ...config, userPoolId, userPoolClientId, demoUsers: [] } as unknown as Host['config'],
    cognito: cognito!,
    table: table!,
    get connections() {
      return api.connections;
    },
    lost,
    reload: () => api.reload(),
    stop: () => api.stop(),
  };
}
