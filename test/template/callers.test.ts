import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../local/iam/signature.js';
import { SourceError } from '../../local/manifest/errors.js';
import type { TemplateApi } from '../../local/template/start.js';
import { useHostProcesses } from '../support/hostProcess.js';
import { npmRunHost } from '../support/npmStart.js';
import { amplifyFor } from './amplifyFor.js';
import { ask } from './smallApi.js';
import { answering, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();
const GRANT = 'appsync:GraphQL';
/** ARNs of fields of the API: `Query/fields/note`. */
const fieldsOf = (...paths: readonly string[]) =>
  paths.map((path) => `arn:aws:appsync:us-east-1:000000000000:apis/Api/types/${path}`);
const allow = (...paths: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: GRANT, Resource: fieldsOf(...paths) }],
});

/** A role of the template with a statement, in YAML. */
const role = (id: string, statement: string, more = '') => `
  ${id}:
    Type: AWS::IAM::Role
    Properties:
      ${more}
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: ${statement} } }]`;
const template = `
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: { Name: callers, AuthenticationType: AWS_IAM }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query { note: Note  secret: String  who: AWSJSON }
        type Mutation { say(text: String): Said  shout(text: String): Said }
        type Subscription {
          onSay: Said @aws_subscribe(mutations: ["say"])
          onShout: Said @aws_subscribe(mutations: ["shout"])
        }
        type Note { id: ID  author: Author }
        type Author { name: String }
        type Said { text: String }
  Nothing:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: nothing, Type: NONE }
${answering('Query.note', "{ id: '1', author: {} }")}
${answering('Query.secret', "'secret'")}
${answering('Query.who', 'ctx.identity')}
${answering('Author.name', "'Ada'")}
${answering('Mutation.say', '{ text: ctx.args.text }')}
${answering('Mutation.shout', '{ text: ctx.args.text }')}
${role('Reader', `{ Effect: Allow, Action: '${GRANT}', Resource: !Sub '\${Api.Arn}/types/Query/*' }`, 'Path: /team/')}
${role('Managed', `{ Effect: Allow, Action: 'a:b', Resource: '*' }`, "ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSAppSyncInvokeFullAccess']")}
${role('Unknown', `{ Effect: Allow, Action: 'a:b', Resource: '*' }`, "ManagedPolicyArns: ['arn:aws:iam::111111111111:policy/theirs']")}`;

async function start(callers: object) {
  const folder = await writeFiles({ 'host.json': JSON.stringify({ callers }) });
  return templates.start({ 'api.yaml': template }, { manifest: join(folder, 'host.json') });
}

/** A request that somebody signs. */
async function askAs(api: TemplateApi, credentials: Credentials, query: string) {
  const signer = new SignatureV4({
    credentials,
    region: 'us-east-1',
    service: 'appsync',
    sha256: Sha256,
  });
  const { host } = new URL(api.url);
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path: '/graphql',
    headers: { host, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ask(api, query, headers);
}

/** A host with one caller `ben` who has policies, and what it answers to him. */
async function startFor(...policies: readonly object[]) {
  const { api, warned } = await start({ ben: { policies } });
  return { api, warned, ask: (query: string) => askAs(api, api.callers.ben!, query) };
}
const DENIED = {
  status: 401,
  errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }],
};

describe('A caller with a grant for one field', () => {
  it.each<[what: string, query: string]>([
    ['the field', '{ note { id } }'],
    ['it under another name', '{ secret: note { id } }'],
    [
      'it twice, in a fragment',
      'query { ...F a: note { id } } fragment F on Query { note { id } }',
    ],
    ['what is below it', '{ note { id author { name } } }'],
    ['the type of Query', '{ __typename note { id } }'],
    ['another field that is skipped', '{ note { id } secret @skip(if: true) }'],
  ])('may ask for %s', async (_, query) => {
    const { ask: askBen } = await startFor(allow('Query/fields/note'));
    const answer = await askBen(query);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.errors).toBeUndefined();
  });

  it.each<[what: string, query: string]>([
    ['another field', '{ secret }'],
    ['another field under the name of his', '{ note: secret }'],
    ['another field beside his', '{ note { id } secret }'],
    ['another field in a fragment', '{ ...F } fragment F on Query { note { id } secret }'],
    [
      'another field in an inline fragment',
      '{ ... on Query { ... @include(if: true) { secret } } }',
    ],
    ['a mutation', 'mutation { say(text: "a") { text } }'],
    ['the schema', '{ __schema { queryType { name } } }'],
    ['a type of the schema', '{ __type(name: "Note") { name } }'],
  ])('may not ask for %s, and nothing is run', async (_, query) => {
    const { ask: askBen, warned } = await startFor(allow('Query/fields/note'));
    const answer = await askBen(query);
    expect(answer).toMatchObject(DENIED);
    expect(JSON.stringify(answer)).not.toMatch(/arn:|secret|polic/i);
    expect(warned()).toMatchObject([
      {
        caller: 'ben',
        resource: expect.stringMatching(/types\/(Query|Mutation)\/fields\/\w+$/) as string,
        msg: 'the caller may not call this field',
      },
    ]);
  });

  it('runs no mutation of a request in which one is denied', async () => {
    const { ask: askBen } = await startFor(allow('Mutation/fields/say', 'Query/fields/note'));
    expect(
      await askBen('mutation { say(text: "a") { text } shout(text: "b") { text } }'),
    ).toMatchObject(DENIED);
    expect((await askBen('mutation { say(text: "a") { text } }')).data).toEqual({
      say: { text: 'a' },
    });
  });

  it('may subscribe to the field of its grant, and to no other', async () => {
    const { api, warned } = await startFor(allow('Subscription/fields/onSay'));
    const [ON_SHOUT] = fieldsOf('Subscription/fields/onShout');
    const client = amplifyFor(api, api.callers.ben!);
    const started = (field: string) =>
      new Promise<unknown>((resolve) => {
        const query = `subscription { ${field} { text } }`;
        const heard = client.graphql({ query, authMode: 'iam' }) as unknown as {
          subscribe(observer: object): { unsubscribe(): void };
        };
        const subscription = heard.subscribe({
          next: (data: unknown) => (subscription.unsubscribe(), resolve(data)),
          error: (error: unknown) => resolve(error),
        });
        const say = setInterval(
          () =>
            void askAs(api, api.credentials!, 'mutation { say(text: "a") { text } }').catch(
              resolve,
            ),
          100,
        );
        ends.push(() => clearInterval(say));
      });
    const ends: (() => void)[] = [];
    try {
      expect(await started('onShout')).toMatchObject({ errors: [{ message: 'Unauthorized' }] });
      expect(warned()).toMatchObject([{ caller: 'ben', resource: ON_SHOUT }]);
      expect(await started('onSay')).toMatchObject({ data: { onSay: { text: 'a' } } });
    } finally {
      for (const end of ends) end();
    }
  });
});

describe('What a caller may do', () => {
  it('is everything for the host’s own caller, and nothing for one without policies', async () => {
    const { api } = await start({ nobody: { policies: [] } });
    expect((await askAs(api, api.credentials!, '{ secret note { id } }')).status).toBe(200);
    expect(await askAs(api, api.callers.nobody!, '{ secret }')).toMatchObject(DENIED);
  });

  it.each<[grant: string, paths: readonly string[], allowed: boolean]>([
    ['every field of Query', ['Query/*'], true],
    ['every field', ['*'], true],
    ['a field of another type', ['Mutation/fields/secret'], false],
    ['a longer name', ['Query/fields/secrets'], false],
    ['the type alone', ['Query'], false],
    ['a part below the field', ['Query/fields/secret/*'], false],
  ])('%s: %j', async (_, paths, allowed) => {
    const { ask: askBen } = await startFor(allow(...paths));
    expect((await askBen('{ secret }')).status).toBe(allowed ? 200 : 401);
  });

  it('is not what another API or another action is about', async () => {
    const other = (text: string) =>
      JSON.parse(
        JSON.stringify(allow('Query/*')).replaceAll(...(text.split('=') as [string, string])),
      ) as object;
    for (const change of [
      'apis/Api=apis/Other',
      'us-east-1=eu-west-1',
      `${GRANT}=appsync:GetType`,
    ]) {
      const { ask: askBen } = await startFor(other(change));
      expect(await askBen('{ secret }')).toMatchObject(DENIED);
    }
  });

  it('is not what a statement denies, whatever others allow', async () => {
    const { ask: askBen } = await startFor(allow('*'), {
      Statement: { Effect: 'Deny', Action: 'appsync:*', Resource: fieldsOf('Query/fields/secret') },
    });
    expect(await askBen('{ secret }')).toMatchObject(DENIED);
    expect((await askBen('{ note { id } }')).status).toBe(200);
  });

  it('may depend on the address of the call', async () => {
    const from = (range: string) => ({
      Statement: {
        ...allow('*').Statement[0],
        Condition: { IpAddress: { 'aws:SourceIp': range } },
      },
    });
    expect((await (await startFor(from('127.0.0.0/8'))).ask('{ secret }')).status).toBe(200);
    expect(await (await startFor(from('10.0.0.0/8'))).ask('{ secret }')).toMatchObject(DENIED);
  });

  it('is what a role of the template may, and the resolver sees the role’s session', async () => {
    const { api } = await start({ anna: { role: 'Reader' }, mia: { role: 'Managed' } });
    const { data } = await askAs(api, api.callers.anna!, '{ who }');
    expect(JSON.parse(String(data!.who))).toMatchObject({
      accountId: '000000000000',
      userArn: 'arn:aws:sts::000000000000:assumed-role/Reader/anna',
      username: expect.stringMatching(/^AROA[0-9A-F]{16}:anna$/) as string,
    });
    const say = 'mutation { say(text: "a") { text } }';
    expect(await askAs(api, api.callers.anna!, say)).toMatchObject(DENIED);
    expect((await askAs(api, api.callers.mia!, say)).status).toBe(200);
  });

  it('is everything, with a warning, where a policy of the role is not known', async () => {
    const { api, warned } = await start({ ben: { role: 'Unknown' } });
    expect((await askAs(api, api.callers.ben!, '{ secret }')).status).toBe(200);
    expect(warned().map(({ msg }) => msg)).toEqual([
      'the caller ben: Unknown has policies that are not known (arn:aws:iam::111111111111:policy/theirs): it may call everything here',
    ]);
  });

  it('is nothing for a caller that signs with the secret of another', async () => {
    const { api } = await start({ ben: { policies: [] }, anna: { policies: [allow('*')] } });
    const { accessKeyId } = api.callers.anna!;
    const { secretAccessKey } = api.callers.ben!;
    const answer = await askAs(api, { accessKeyId, secretAccessKey }, '{ secret }');
    expect(answer).toMatchObject({ status: 401, errors: [{ errorType: 'UnauthorizedException' }] });
    expect(answer.errors![0]!.message).toMatch(/signature we calculated does not match/);
  });
});

describe('A manifest is refused', () => {
  it.each<[what: string, callers: object, problem: string]>([
    [
      'a role that is not there',
      { ben: { role: 'Nobody' } },
      'ben.role: the templates have no role Nobody',
    ],
    ['a policy that is none', { ben: { policies: [{}] } }, 'ben.policies.0: Statement: '],
    [
      'a policy with a variable',
      { ben: { policies: [allow('${aws:username}')] } },
      'ben.policies.0: Statement.0: the policy variable ${aws:username} is not served',
    ],
    ['a caller without anything', { ben: {} }, 'ben: Invalid input'],
    [
      'the name of the host’s own caller',
      { local: { policies: [] } },
      'local: Invalid key in record',
    ],
    ['a name that is none', { 'a/b': { policies: [] } }, 'a/b: Invalid key in record'],
  ])('with %s', async (_, callers, problem) => {
    const error: unknown = await start(callers).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as Error).message).toContain(`host.json: callers.${problem}`);
  });
});

describe('The start', () => {
  const hosts = useHostProcesses();

  it('prints the credentials of each caller, and they are the same at the next start', async () => {
    const folder = await writeFiles({
      'api.yaml': template,
      'host.json': JSON.stringify({ callers: { ben: { policies: [allow('Query/fields/note')] } } }),
    });
    const [file, manifest] = [join(folder, 'api.yaml'), join(folder, 'host.json')];
    const data = await hosts.newDataDirectory();
    const printed: string[] = [];
    for (let times = 0; times < 2; times += 1) {
      const { api } = await templates.start(
        {},
        { templates: [file], manifest, dataDirectory: data },
      );
      printed.push(JSON.stringify([api.credentials, api.callers]));
      await api.stop();
    }
    expect(printed[1]).toBe(printed[0]);
    const host = hosts.start(
      ['--template', file, '--manifest', manifest, '--port', '0', '--data', data],
      process.env,
      npmRunHost,
    );
    await host.ready();
    await host.line(/Ctrl-C/);
    const [[local, { ben }]] = [JSON.parse(printed[0]!) as [Credentials, { ben: Credentials }]];
    const text = host.output.join('\n');
    expect(text).toContain(`of local:\n               AWS_ACCESS_KEY_ID=${local.accessKeyId}`);
    expect(text).toContain(`of ben:\n               AWS_ACCESS_KEY_ID=${ben.accessKeyId}`);
    expect(text).toContain(`AWS_SECRET_ACCESS_KEY=${ben.secretAccessKey}`);
  });
});
