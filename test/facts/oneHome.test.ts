import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { limits } from '../../resolvers/limits.js';
import { userPool } from '../../resolvers/userPool.js';
import { clientLimits } from '../../scripts/clientLimits.js';
import { silentLog } from '../../local/host/log.js';
import { openUserPool } from '../../local/messaging/userPool.js';
import { only, synthesiseProduct } from '../infra/synth.js';

const root = new URL('../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const english = (value: number): string => value.toLocaleString('en');

/** Where a number of `resolvers/limits.ts` or `resolvers/userPool.ts` may not be written again. */
const homes: readonly {
  readonly fact: string;
  readonly number: number;
  readonly rooms: readonly string[];
  /** Files where the same number means something else. */
  readonly except?: readonly string[];
}[] = [
  {
    fact: 'limits.message.maxCodePoints',
    number: limits.message.maxCodePoints,
    rooms: ['resolvers', 'triggers', 'client/src/ui', 'client/src/messaging'],
    except: ['resolvers/lib/ulidTime.ts', 'resolvers/lib/evidence.ts'], // 32 * 32, steps of a search
  },
  {
    fact: 'limits.preview.maxBytes',
    number: limits.preview.maxBytes,
    rooms: [
      'resolvers',
      'triggers',
      'client/src/messaging/preview.ts',
      'scripts/cost/costUnits.ts',
    ],
  },
  {
    fact: 'limits.page.defaultSize',
    number: limits.page.defaultSize,
    rooms: ['resolvers'],
    except: ['resolvers/manifest.ts'], // the depth of a query
  },
  {
    fact: 'limits.page.maxSize',
    number: limits.page.maxSize,
    rooms: ['resolvers', 'client/src/messaging/api.ts'],
  },
  { fact: 'limits.readMarker.maxStep', number: limits.readMarker.maxStep, rooms: ['resolvers'] },
  {
    fact: 'limits.clientToken.maxLength',
    number: limits.clientToken.maxLength,
    rooms: ['resolvers'],
    except: ['resolvers/lib/evidence.ts'], // steps of a search
  },
  {
    fact: 'limits.clientToken.validHours, in seconds',
    number: limits.clientToken.validHours * 3_600,
    rooms: ['resolvers'],
  },
  {
    fact: 'limits.handle.maxLength',
    number: limits.handle.maxLength,
    rooms: ['resolvers', 'triggers', 'client/src/ui/auth'],
  },
  {
    fact: 'limits.displayName.maxCodePoints',
    number: limits.displayName.maxCodePoints,
    rooms: ['resolvers', 'triggers', 'client/src/ui/auth'],
  },
  {
    fact: 'userPool.passwordPolicy.minLength',
    number: userPool.passwordPolicy.minLength,
    rooms: [
      'infra/constructs/MessagingUserPool.ts',
      'local/messaging/userPool.ts',
      'client/src/ui/auth',
    ],
  },
  ...[
    ['accessMinutes', userPool.tokens.accessMinutes] as const,
    ['refreshDays', userPool.tokens.refreshDays] as const,
    ['refreshGraceSeconds', userPool.tokens.refreshGraceSeconds] as const,
    ['authSessionMinutes', userPool.authSessionMinutes] as const,
  ].map(([name, number]) => ({
    fact: `userPool ${name}`,
    number,
    rooms: [
      'infra/constructs/MessagingUserPool.ts',
      'local/messaging/userPool.ts',
      'scripts/cost/costModel.ts',
    ],
    except: name === 'accessMinutes' ? [] : ['scripts/cost/costModel.ts'],
  })),
];

const pureData = ['resolvers/limits.ts', 'resolvers/userPool.ts', 'resolvers/worker.ts'];

const filesIn = (room: string): string[] =>
  /\.tsx?$/.test(room)
    ? [room]
    : readdirSync(new URL(`${room}/`, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.pathname.length))
        .map((path) => path.replaceAll('//', '/'))
        .filter((path) => !pureData.includes(path));

/** Every number that a file's code holds, in a literal or in a text; comments do not count. */
function numbersIn(path: string, source: string): number[] {
  const numbers: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node)) numbers.push(Number(node.text));
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isJsxText(node)
    ) {
      for (const [digits] of node.text.matchAll(/(?<![\w#])\d[\d,_]*/g)) {
        numbers.push(Number(digits.replaceAll(/[,_]/g, '')));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return numbers;
}

describe('A number of the product', () => {
  it.each(homes)('is written once: $fact', ({ number, rooms, except = [] }) => {
    const files = rooms.flatMap(filesIn).filter((path) => !except.includes(path));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((path) => numbersIn(path, text(path)).includes(number))).toEqual([]);
  });

  it.each([
    ['a number', 'const max = 1024;'],
    ['a number with a separator', 'const max = 1_024;'],
    ['a text', "fail('at most 1,024 characters');"],
    ['a template', 'fail(`${n} of 1024`);'],
    ['a pattern', 'const form = /^.{0,1024}$/;'],
    ['markup', 'const hint = <p>1024 characters</p>;'],
  ])('is found in %s', (_what, source) => {
    expect(numbersIn('example.tsx', source)).toContain(1024);
  });

  it('is not found in a comment', () => {
    expect(numbersIn('example.ts', '/** 1024 */ const one = 1; // 1024')).toEqual([1]);
  });

  it('reaches the client by its generated constants', () => {
    expect(text('client/src/generated/limits.ts'), 'npm run codegen').toBe(clientLimits());
  });
});

describe("The schema's descriptions", () => {
  const schema = buildSchema(
    `${text('local/appsync/schema/appsync.graphql')}\n${text('schema.graphql')}`,
    { assumeValidSDL: true },
  );
  const field = (type: string, name: string): string => {
    const of = schema.getType(type);
    if (!isObjectType(of) && !isInputObjectType(of)) throw new Error(`${type} has no fields`);
    return of.getFields()[name]?.description?.replaceAll(/\s+/g, ' ') ?? '';
  };

  it("say a message's length", () => {
    expect(field('CreateMessageInput', 'message')).toContain(
      `1 to ${english(limits.message.maxCodePoints)} Unicode code points`,
    );
  });

  it("say a preview's length", () => {
    expect(field('MessageGroup', 'lastMessage')).toContain(
      `at most ${english(limits.preview.maxBytes)} bytes of UTF-8`,
    );
  });

  it("say a client token's length, and how long it counts", () => {
    const description = field('CreateMessageInput', 'clientToken');
    expect(description).toContain(`1 to ${limits.clientToken.maxLength} of`);
    expect(description).toContain(`Within ${limits.clientToken.validHours} hours`);
  });

  it("say a page's size wherever a list takes a limit", () => {
    const limited = Object.values(schema.getQueryType()!.getFields()).flatMap(({ name, args }) =>
      args.filter((arg) => arg.name === 'limit').map(({ description }) => ({ name, description })),
    );
    expect(limited.length).toBeGreaterThan(2);
    for (const { name, description } of limited) {
      const { defaultSize, maxSize } = name === 'searchUsers' ? limits.search : limits.page;
      expect(description).toContain(`1 to ${maxSize}`);
      expect(description).toContain(`Default: ${defaultSize}.`);
    }
  });
});

describe('The documents', () => {
  it.each([
    ['docs/errors.md', `longer than ${limits.message.maxCodePoints} characters`],
    ['docs/errors.md', `it must be 1 to ${limits.page.maxSize}`],
    ['docs/errors.md', `at most ${limits.readMarker.maxStep} messages`],
    ['docs/errors.md', `${limits.handle.minLength} to ${limits.handle.maxLength} of a-z`],
    ['docs/errors.md', `1 to ${limits.clientToken.maxLength} of A-Z`],
    ['docs/data-model.md', `at most ${limits.preview.maxBytes} bytes of UTF-8`],
  ])('%s says: %s', (path, words) => {
    expect(text(path)).toContain(words);
  });
});

describe('The user pool', () => {
  const template = synthesiseProduct({ stage: 'dev' });
  const { Properties: pool } = only(template, 'AWS::Cognito::UserPool');
  const { Properties: client } = only(template, 'AWS::Cognito::UserPoolClient');
  const { passwordPolicy, tokens } = userPool;

  it('is deployed with the settings of resolvers/userPool.ts', () => {
    expect(pool.Policies.PasswordPolicy).toEqual({
      MinimumLength: passwordPolicy.minLength,
      RequireLowercase: passwordPolicy.requireLowercase,
      RequireUppercase: passwordPolicy.requireUppercase,
      RequireNumbers: passwordPolicy.requireDigits,
      RequireSymbols: passwordPolicy.requireSymbols,
      TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordDays,
    });
    expect(pool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate).toEqual(
      userPool.keepsOriginalEmail ? ['email'] : undefined,
    );
    const required = pool.Schema.filter(({ Required }: { Required: boolean }) => Required);
    expect(required.map(({ Name }: { Name: string }) => Name).sort()).toEqual(
      [...userPool.requiredAttributes].sort(),
    );
    const isFixed = ({ Mutable }: { Mutable: boolean }) => !Mutable;
    expect(required.filter(isFixed).map(({ Name }: { Name: string }) => Name)).toEqual(
      userPool.immutableAttributes,
    );
    expect(client.WriteAttributes.sort()).toEqual([...userPool.writableAttributes].sort());
    expect(client).toMatchObject({
      AccessTokenValidity: tokens.accessMinutes,
      IdTokenValidity: tokens.accessMinutes,
      RefreshTokenValidity: tokens.refreshDays * 24 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      AuthSessionValidity: userPool.authSessionMinutes,
      RefreshTokenRotation: {
        Feature: 'ENABLED',
        RetryGracePeriodSeconds: tokens.refreshGraceSeconds,
      },
    });
  });

  it('has them on the host too', async () => {
    const never = new Promise<never>(() => {});
    const cognito = await openUserPool({
      tableName: 'messages',
      region: 'us-east-1',
      table: never,
      log: silentLog(),
    });
    expect(cognito.settings).toMatchObject({
      passwordPolicy: {
        minLength: passwordPolicy.minLength,
        requireLowercase: passwordPolicy.requireLowercase,
        requireUppercase: passwordPolicy.requireUppercase,
        requireDigits: passwordPolicy.requireDigits,
        requireSymbols: passwordPolicy.requireSymbols,
      },
      requiredAttributes: userPool.requiredAttributes,
      writableAttributes: userPool.writableAttributes,
      immutableAttributes: userPool.immutableAttributes,
      keepsOriginalEmail: userPool.keepsOriginalEmail,
      mfa: userPool.mfaDefault,
      tokens,
      authSessionMinutes: userPool.authSessionMinutes,
    });
  });
});
