import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { afterAll } from 'vitest';
import {
  startTemplateApi,
  type TemplateApi,
  type TemplateApiOptions,
} from '../../local/template/start.js';
import { ask } from './smallApi.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';

/** Files by their paths below a folder. */
export type Files = Readonly<Record<string, string>>;

/** Writes files into a folder of their own, which goes with the test run. */
export async function writeFiles(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'template-'));
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** A line of the host's log. */
export interface Line {
  readonly level: number;
  readonly msg: string;
  readonly [member: string]: unknown;
}

/** Hosts of small templates for one test file, stopped at its end. */
export function useTemplates() {
  const started: TemplateApi[] = [];
  afterAll(async () => {
    for (const api of started.splice(0)) await api.stop();
  });
  return {
    /** Writes files and serves `api.yaml` of them, or what `options` name. */
    async start(files: Files, options: Partial<TemplateApiOptions> = {}) {
      const logged: Line[] = [];
      const folder = await writeFiles(files);
      const api = await startTemplateApi({
        templates: [join(folder, 'api.yaml')],
        dynamodbEndpoint: dynamoDBEndpoint(),
        triggerTimeout: 60_000,
        log: pino(
          { level: 'info' },
          { write: (line) => void logged.push(JSON.parse(line) as Line) },
        ),
        ...options,
      });
      started.push(api);
      const key = api.config.amplify.API.GraphQL.apiKey;
      return {
        api,
        folder,
        logged,
        /** The warnings of the log. */
        warned: () => logged.filter(({ level }) => level === 40),
        key,
        /** The whole answer to a caller with the API's key, or with other headers. */
        ask: (query: string, headers: Record<string, string> = { 'x-api-key': key ?? '' }) =>
          ask(api, query, headers),
      };
    },
  };
}

/** An API with a key and a data source of type NONE; what a test adds are more resources. */
export const apiWithKey = (schema: string, more = ''): string => `
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: { Name: small, AuthenticationType: API_KEY }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        ${schema.trim().replaceAll('\n', '\n        ')}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: { ApiId: !GetAtt Api.ApiId }
  Nothing:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: nothing, Type: NONE }
${more}`;

/** A unit resolver of the data source `nothing` that answers with an expression in JavaScript. */
export const answering = (field: string, expression: string): string => {
  const [type, name] = field.split('.');
  return `
  ${type}${name}:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: ${type}
      FieldName: ${name}
      DataSourceName: !GetAtt Nothing.Name
      Code: |
        export function request(ctx) { return { payload: ${expression} }; }
        export function response(ctx) { return ctx.result; }
`;
};
