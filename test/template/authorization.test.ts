import { randomUUID } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { TemplateApi } from '../../local/template/start.js';
import { amplifyFor } from './amplifyFor.js';
import { ask } from './smallApi.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();
const start = async (text: string) => (await templates.start({ 'api.yaml': text })).api;

/** A resolver that answers with a value. */
const resolver = (field: string, value: string): string => {
  const [type, name] = field.split('.');
  return `
  ${name![0]!.toUpperCase()}${name!.slice(1)}:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: ${type}
      FieldName: ${name}
      DataSourceName: !GetAtt None.Name
      Runtime: { Name: APPSYNC_JS, RuntimeVersion: 1.0.0 }
      Code: |
        export function request(ctx) { return { payload: ${value} }; }
        export function response(ctx) { return ctx.result; }`;
};

/** An API with four fields, each open to one mode; the function knows two tokens. */
const template = `
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: doors
      AuthenticationType: API_KEY
      AdditionalAuthenticationProviders:
        - AuthenticationType: AWS_IAM
        - AuthenticationType: AWS_LAMBDA
          LambdaAuthorizerConfig:
            AuthorizerUri: !GetAtt Doorkeeper.Arn
            AuthorizerResultTtlInSeconds: 300
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: { ApiId: !GetAtt Api.ApiId }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query {
          byKey: String
          signed: Who @aws_iam
          admitted: Who @aws_lambda
          hidden: String @aws_lambda
        }
        type Mutation { say(text: String): Said @aws_iam @aws_lambda }
        type Subscription {
          onSay: Said @aws_subscribe(mutations: ["say"]) @aws_iam @aws_lambda
        }
        type Who @aws_iam @aws_lambda { seen: AWSJSON }
        type Said @aws_iam @aws_lambda { text: String }
  None:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: none, Type: NONE }
${resolver('Query.byKey', "'open'")}
${resolver('Query.hidden', "'secret'")}
${resolver('Query.signed', '{ seen: ctx.identity }')}
${resolver('Query.admitted', '{ seen: ctx.identity }')}
${resolver('Mutation.say', '{ text: ctx.args.text }')}
  Doorkeeper:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Timeout: 30
      Role: arn:aws:iam::000000000000:role/none
      Code:
        ZipFile: |
          let calls = 0;
          exports.handler = async ({ authorizationToken: token, requestContext }) => {
            calls += 1;
            if (token === 'broken') throw new Error('no door today');
            return {
              isAuthorized: token.startsWith('friend'),
              resolverContext: { calls, asked: requestContext.queryString },
              deniedFields: ['Query.hidden'],
              ...(token === 'friend-once' && { ttlOverride: 0 }),
            };
          };
`;

type Credentials = NonNullable<TemplateApi['credentials']>;

type Mode =
  | { readonly authMode: 'iam' }
  | { readonly authMode: 'lambda'; readonly authToken: string };
const IAM: Mode = { authMode: 'iam' };

/** The first thing that a subscriber hears, while it is said again and again. */
async function firstHeard(api: TemplateApi, mode: Mode): Promise<unknown> {
  const client = amplifyFor(api);
  const ends: (() => void)[] = [];
  try {
    return await new Promise((resolve, reject) => {
      const heard = client.graphql({ query: 'subscription { onSay { text } }', ...mode });
      const subscription = (
        heard as unknown as {
          subscribe(observer: object): { unsubscribe(): void };
        }
      ).subscribe({ next: ({ data }: { data: unknown }) => resolve(data), error: reject });
      const say = setInterval(
        () =>
          void (
            client.graphql({
              query: 'mutation { say(text: "hello") { text } }',
              ...mode,
            }) as Promise<unknown>
          ).catch(reject),
        100,
      );
      ends.push(
        () => clearInterval(say),
        () => subscription.unsubscribe(),
      );
    });
  } finally {
    for (const end of ends) end();
  }
}

const signed = async (api: TemplateApi, credentials?: Credentials): Promise<string> => {
  const client = amplifyFor(api, credentials);
  const { data } = (await client.graphql({ query: '{ signed { seen } }', ...IAM })) as {
    data: { signed: { seen: string } };
  };
  return data.signed.seen;
};

describe('AWS_IAM', () => {
  it('takes what the host’s credentials sign, and the resolver sees the caller', async () => {
    const api = await start(template);
    expect(JSON.parse(await signed(api))).toMatchObject({
      accountId: '000000000000',
      userArn: 'arn:aws:iam::000000000000:user/local',
    });
  });

  it('pushes to a subscriber whose handshake and subscription are signed', async () => {
    const api = await start(template);
    expect(await firstHeard(api, IAM)).toEqual({ onSay: { text: 'hello' } });
  });

  it.each([
    ['another key', { accessKeyId: 'AKIAOTHER' }],
    ['another secret', { secretAccessKey: 'not-the-secret' }],
  ])('refuses what is signed by %s', async (_, other) => {
    const api = await start(template);
    await expect(signed(api, { ...api.credentials!, ...other })).rejects.toMatchObject({
      errors: [{ message: 'Unauthorized' }],
    });
  });

  it('refuses a signature over another body, another path or another time', async () => {
    const api = await start(template);
    const query = '{ signed { seen } }';
    const host = new URL(api.url).host;
    const sign = async ({
      path = '/graphql',
      body = JSON.stringify({ query }),
      at = new Date(),
    }) => {
      const signer = new SignatureV4({
        credentials: api.credentials!,
        region: 'us-east-1',
        service: 'appsync',
        sha256: Sha256,
      });
      const request = { method: 'POST', protocol: 'http:', hostname: host, path, body };
      const { headers } = await signer.sign(
        { ...request, headers: { host, 'content-type': 'application/json' } },
        { signingDate: at },
      );
      return headers;
    };
    const hour = 3_600_000;
    expect((await ask(api, query, await sign({}))).status).toBe(200);
    expect((await ask(api, query, await sign({ body: randomUUID() }))).status).toBe(401);
    expect((await ask(api, query, await sign({ path: '/graphql/connect' }))).status).toBe(401);
    const early = await sign({ at: new Date(Date.now() - hour) });
    expect((await ask(api, query, early)).status).toBe(401);
    const late = await sign({ at: new Date(Date.now() + hour) });
    expect((await ask(api, query, late)).status).toBe(401);
  });

  it('opens the fields of its directive, and no others', async () => {
    const api = await start(template);
    const client = amplifyFor(api);
    await expect(client.graphql({ query: '{ byKey }', ...IAM })).rejects.toMatchObject({
      errors: [{ message: 'Not Authorized to access byKey on type Query' }],
    });
  });
});

describe('AWS_LAMBDA', () => {
  it('lets in whom the function lets in, with the context that it gives', async () => {
    const api = await start(template);
    const { data } = await ask(api, '{ admitted { seen } }', { authorization: 'friend' });
    const { seen } = data!.admitted as { seen: string };
    expect(JSON.parse(seen)).toEqual({
      resolverContext: { calls: 1, asked: '{ admitted { seen } }' },
    });
  });

  it('pushes to a subscriber with a token', async () => {
    const api = await start(template);
    const mode: Mode = { authMode: 'lambda', authToken: 'friend' };
    expect(await firstHeard(api, mode)).toEqual({ onSay: { text: 'hello' } });
  });

  it('hides the fields that the function denies', async () => {
    const api = await start(template);
    const answer = await ask(api, '{ hidden }', { authorization: 'friend' });
    expect(answer.data).toEqual({ hidden: null });
    expect(answer.errors!.map(({ errorType }) => errorType)).toEqual(['Unauthorized']);
  });

  it('asks the function once for a token, and each time where it says so', async () => {
    const api = await start(template);
    const calls = async (token: string): Promise<unknown> => {
      const { data } = await ask(api, '{ admitted { seen } }', { authorization: token });
      return (
        JSON.parse((data!.admitted as { seen: string }).seen) as {
          resolverContext: { calls: number };
        }
      ).resolverContext.calls;
    };
    expect([await calls('friend'), await calls('friend')]).toEqual([1, 1]);
    expect([await calls('friend-once'), await calls('friend-once')]).toEqual([2, 3]);
  });

  it.each(['stranger', 'broken'])(
    'refuses a token that the function does not admit: %s',
    async (token) => {
      const api = await start(template);
      const answer = await ask(api, '{ admitted { seen } }', { authorization: token });
      expect(answer).toMatchObject({
        status: 401,
        errors: [{ errorType: 'UnauthorizedException' }],
      });
      expect(JSON.stringify(answer)).not.toContain('no door');
    },
  );
});
