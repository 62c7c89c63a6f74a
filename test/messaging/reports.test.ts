import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCode } from '../../local/appsync/runtime/load.js';
import { limits } from '../../resolvers/limits.js';
import { evidenceKey, reportKey } from '../../resolvers/lib/keys.js';
import { bundleDirectories } from '../../lib/bundle.js';
import { cases } from '../support/cases.js';
import { operations } from '../support/operations.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';
import {
  decide,
  myReports,
  report,
  reportCase,
  reportOperations,
  reports,
  suspensionOf,
} from '../support/reports.js';
import { testContext } from '../support/resolver.js';

/** What the resolvers take for the time. */
let now = 0;
const messaging = useMessaging({ resolverClock: () => now });
const NOON = Date.parse('2031-05-01T12:00:00.000Z');
const DAY = 86_400_000;
const inDays = (days: number): string => new Date(now + days * DAY).toISOString();

let mod: Person;
beforeAll(async () => {
  mod = await messaging.newModerator();
});
beforeEach(() => {
  now = NOON;
});

/** Ada has got messages of Ben, the last of which are bad. */
async function two({ bad = 1 } = {}) {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const messageGroupUuid = groupOf(ada, ben);
  const sent = [];
  for (let i = 0; i < bad; i += 1) {
    sent.push(await ben.send({ recipientUuid: ada.uuid, message: `bad ${i}` }));
    if (i === 3) await ada.send({ messageGroupUuid, message: 'stop it' });
  }
  return { ada, ben, messageGroupUuid, sent, uuid: sent[0]!.uuid };
}

const stored = async ({ pk, sk }: { pk: string; sk: string }) => {
  const { client, tableName: TableName } = messaging.dynamodb;
  const Key = { pk: { S: pk }, sk: { S: sk } };
  return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
};

describe('A report', () => {
  it('is kept with the message as it was, the reason and the words of the reporter', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await two();
    const made = await report(ada, {
      messageGroupUuid,
      uuid,
      reason: 'HARASSMENT',
      comment: 'every day',
    });
    expect(made).toEqual({
      uuid: `${ada.uuid}_${uuid}_${ben.uuid}`,
      messageGroupUuid,
      messageUuid: uuid,
      reportedUserUuid: ben.uuid,
      reason: 'HARASSMENT',
      state: 'OPEN',
      createdAt: new Date(NOON).toISOString(),
      decision: null,
      decidedAt: null,
      statement: null,
      contact: null,
    });
    expect(await myReports(ada)).toEqual([made]);
    expect(await reportCase(mod, made.uuid)).toMatchObject({
      reporterUuid: ada.uuid,
      reportedUserUuid: ben.uuid,
      comment: 'every day',
      decisions: [],
      suspendedUntil: null,
      messages: [{ uuid, userUuid: ben.uuid, handle: ben.handle, message: 'bad 0', isCut: false }],
    });
  });

  it('is made once for each message and reporter', async () => {
    const { ada, messageGroupUuid, uuid } = await two();
    await report(ada, { messageGroupUuid, uuid });
    const again = { messageGroupUuid, uuid, reason: 'HATE' as const };
    await expect(report(ada, again)).rejects.toThrow('AlreadyReported');
    expect((await myReports(ada)).map(({ reason }) => reason)).toEqual(['SPAM']);
  });

  it.each([
    ['of a conversation that is not the caller’s', 'Forbidden', 'eve', {}],
    ['of a message of one’s own', 'InvalidReport', 'ben', {}],
    ['of a message that is not there', 'MessageNotFound', 'ada', { uuid: '0'.repeat(26) }],
    ['of what is no message', 'InvalidId', 'ada', { uuid: 'x' }],
    ['with 501 characters', 'CommentTooLong', 'ada', { comment: '𝒜'.repeat(501) }],
  ] as const)('%s is refused', async (_, errorType, who, more) => {
    const { ada, ben, messageGroupUuid, uuid } = await two();
    const person = { ada, ben, eve: await messaging.newPerson('Eve') }[who];
    const input = { messageGroupUuid, uuid, reason: 'SPAM', ...more };
    expect(await person.errorOf(reportOperations.reportMessage, { input })).toBe(errorType);
    expect(await myReports(person)).toEqual([]);
  });

  it('can be made by the one who blocks the sender', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await two();
    await ada.block(ben);
    expect((await report(ada, { messageGroupUuid, uuid })).state).toBe('OPEN');
  });

  it('is one of at most 10 a day, also when all are made at once', async () => {
    const { perDay } = limits.report;
    const ada = await messaging.newPerson('Ada');
    const inputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const ben = await messaging.newPerson('Ben');
        const messageGroupUuid = groupOf(ada, ben);
        const uuids: string[] = [];
        for (let i = 0; i < 4; i += 1) {
          uuids.push((await ben.send({ recipientUuid: ada.uuid, message: `${i}` })).uuid);
        }
        return uuids.map((uuid) => ({ messageGroupUuid, uuid, reason: 'SPAM' }));
      }),
    );
    const refusals: (string | null | undefined)[] = [];
    await Promise.all(
      inputs.flat().map(async (input) => {
        for (;;) {
          const { errors } = await ada.ask(reportOperations.reportMessage, { input });
          const error = errors?.[0];
          if (error?.errorType === 'Conflict') continue;
          if (error) refusals.push(error.errorType);
          if (error?.errorInfo) {
            expect(error.errorInfo).toEqual({ max: perDay, retryAfter: 12 * 3_600 });
          }
          return;
        }
      }),
    );
    expect(await myReports(ada)).toHaveLength(perDay);
    expect(refusals).toEqual(Array<string>(6).fill('TooManyReports'));
    now += DAY / 2;
    const reported = (await myReports(ada)).map(({ messageUuid }) => messageUuid);
    const left = inputs.flat().find(({ uuid }) => !reported.includes(uuid))!;
    await report(ada, { messageGroupUuid: left.messageGroupUuid, uuid: left.uuid });
  });

  it('shows five messages before and after it where the reporter agrees, and no other', async () => {
    const { ada, ben, messageGroupUuid, sent } = await two({ bad: 4 });
    for (let i = 4; i < 12; i += 1) {
      sent.push(await ben.send({ messageGroupUuid, message: `bad ${i}` }));
    }
    const [alone, around] = [sent[1]!.uuid, sent[6]!.uuid];
    const texts = async (uuid: string) =>
      (await reportCase(mod, uuid))!.messages!.map(({ message }) => message);
    const without = await report(ada, { messageGroupUuid, uuid: alone });
    expect(await texts(without.uuid)).toEqual(['bad 1']);
    const withContext = await report(ada, { messageGroupUuid, uuid: around, context: true });
    expect(await texts(withContext.uuid)).toEqual([
      'bad 2',
      'bad 3',
      'stop it',
      'bad 4',
      'bad 5',
      'bad 6',
      'bad 7',
      'bad 8',
      'bad 9',
      'bad 10',
      'bad 11',
    ]);
  });

  it('keeps at most 8 KB of messages, the reported one whole, of the others the beginning', async () => {
    const { ada, ben, messageGroupUuid } = await two({ bad: 4 });
    const unit = fc.constantFrom('a', 'é', '語', '🏔');
    const message = fc
      .tuple(unit, fc.integer({ min: 1, max: 1024 }))
      .map(([character, length]) => character.repeat(length));
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 3, maxLength: 3 }), async (texts) => {
        const sent = [];
        for (const text of texts) sent.push(await ben.send({ messageGroupUuid, message: text }));
        const made = await report(ada, { messageGroupUuid, uuid: sent[1]!.uuid, context: true });
        const { messages } = (await reportCase(mod, made.uuid))!;
        const bytes = messages!.map(({ message: kept }) => Buffer.byteLength(kept!));
        expect(bytes.reduce((a, b) => a + b)).toBeLessThanOrEqual(8_192);
        const kept = new Map(messages!.map((each) => [each.uuid, each]));
        expect(kept.get(sent[1]!.uuid)).toMatchObject({ message: texts[1], isCut: false });
        for (const at of [0, 2]) {
          const each = kept.get(sent[at]!.uuid)!;
          const text = each.message!;
          expect(texts[at]!.startsWith(text)).toBe(true);
          expect(Buffer.from(text).toString()).toBe(text); // no half a character
          expect(each.isCut).toBe(text !== texts[at]);
          if (each.isCut) expect(Buffer.byteLength(text)).toBeGreaterThan(396);
        }
        now += DAY; // ten reports a day
      }),
      { numRuns: cases(10, 200) },
    );
  });
});

describe('The reported person', () => {
  it('learns nothing of a report before a decision', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await two();
    const seen = async () => ({
      me: await ben.ask(reportOperations.suspension),
      inbox: await ben.messageGroups(),
      row: await ben.messageGroup(messageGroupUuid),
      messages: await ben.messages(messageGroupUuid),
      ada: await ben.ask(operations.user, { handle: ada.handle }),
      settings: await ben.mySettings(),
      reports: await ben.ask(reportOperations.myReports),
    });
    const before = await seen();
    const made = await report(ada, { messageGroupUuid, uuid, context: true, comment: 'bad' });
    expect(await seen()).toEqual(before);
    expect(await ben.errorOf(reportOperations.report, { uuid: made.uuid })).toBe('Unauthorized');
    expect((await ben.send({ messageGroupUuid, message: 'still here' })).uuid).toBeTruthy();
  });

  it('does not find the report, also when they are a moderator', async () => {
    const ada = await messaging.newPerson('Ada');
    const bad = await messaging.newModerator('Bad');
    const { uuid } = await bad.send({ recipientUuid: ada.uuid, message: 'bad' });
    const group = groupOf(ada, bad);
    const made = await report(ada, { messageGroupUuid: group, uuid });
    expect(await reportCase(bad, made.uuid)).toBeNull();
    const listed = (await reports(bad, 'OPEN')).items.map((each) => each.uuid);
    expect(listed).not.toContain(made.uuid);
    const input = { uuid: made.uuid, decision: 'DISMISS', statement: 'no' };
    expect(await bad.errorOf(reportOperations.decideReport, { input })).toBe('ReportNotFound');
    expect((await reportCase(mod, made.uuid))!.state).toBe('OPEN');
  });
});

describe('Who is no moderator', () => {
  it('is refused by every field of the moderators', async () => {
    const { ada, messageGroupUuid, uuid } = await two();
    const made = await report(ada, { messageGroupUuid, uuid });
    const input = { uuid: made.uuid, decision: 'DISMISS', statement: 'no' };
    for (const [query, variables] of [
      [reportOperations.reports, { state: 'OPEN' }],
      [reportOperations.report, { uuid: made.uuid }],
      [reportOperations.decideReport, { input }],
    ] as const) {
      expect(await ada.errorOf(query, variables)).toBe('Unauthorized');
    }
    expect((await reportCase(mod, made.uuid))!.state).toBe('OPEN');
  });

  it.each(['listReports', 'getReport', 'checkDecision'])(
    'is refused by %s itself, should the schema lose its directive',
    (name) => {
      const fileName = `${name}.js`;
      const code = loadCode({
        fileName,
        text: readFileSync(join(bundleDirectories.resolvers, fileName), 'utf8'),
      });
      const uuid = `${crypto.randomUUID()}_${'0'.repeat(26)}_${crypto.randomUUID()}`;
      const outcomeOf = (groups: string[] | undefined) =>
        code.evaluate(
          'request',
          testContext({
            arguments: {
              uuid,
              state: 'OPEN',
              input: { uuid, decision: 'DISMISS', statement: 'because' },
            },
            identity: { sub: crypto.randomUUID(), claims: { 'cognito:groups': groups } } as never,
          }),
          'User Pool Authorization',
        ).outcome;
      for (const groups of [undefined, [], ['staff'], ['moderator']]) {
        expect(outcomeOf(groups)).toMatchObject({
          kind: 'ERROR',
          error: { errorType: 'Forbidden' },
        });
      }
      expect(outcomeOf(['staff', 'moderators']).kind).not.toBe('ERROR');
    },
  );
});

describe('The queue', () => {
  it('has the oldest report first, page by page, each once', async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { ada, messageGroupUuid, uuid } = await two();
      now += 1_000;
      made.push((await report(ada, { messageGroupUuid, uuid })).uuid);
    }
    const pages: string[] = [];
    let nextToken: string | null | undefined;
    do {
      const page = await reports(mod, 'OPEN', 2, nextToken);
      pages.push(...page.items.map(({ uuid }) => uuid));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(pages.filter((uuid) => made.includes(uuid))).toEqual(made);
    expect(new Set(pages).size).toBe(pages.length);
    await decide(mod, { uuid: made[2]!, decision: 'DISMISS' });
    const open = (await reports(mod, 'OPEN')).items.map(({ uuid }) => uuid);
    expect(open.filter((uuid) => made.includes(uuid))).toEqual(made.filter((_, i) => i !== 2));
    const decided = (await reports(mod, 'DECIDED')).items.map(({ uuid }) => uuid);
    expect(decided).toContain(made[2]);
    expect(decided).not.toContain(made[1]);
  });
});

describe('A decision', () => {
  it('is seen by the reporter, with its reasons and where to object', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await two();
    const made = await report(ada, { messageGroupUuid, uuid });
    now += 60_000;
    const decided = await decide(mod, {
      uuid: made.uuid,
      decision: 'DISMISS',
      statement: 'Rude, and allowed.',
    });
    expect(decided).toMatchObject({ uuid: made.uuid, state: 'DECIDED' });
    expect(await myReports(ada)).toEqual([
      {
        ...made,
        state: 'DECIDED',
        decision: 'DISMISS',
        decidedAt: new Date(now).toISOString(),
        statement: 'Rude, and allowed.',
        contact: 'moderators@example.com',
      },
    ]);
    expect(await suspensionOf(ben)).toBeNull();
  });

  it('is kept, every one, with who, when and why', async () => {
    const { ada, messageGroupUuid, uuid } = await two();
    const other = await messaging.newModerator('Other');
    const made = await report(ada, { messageGroupUuid, uuid });
    const until = inDays(7);
    await decide(mod, {
      uuid: made.uuid,
      decision: 'SUSPEND_SENDER',
      suspendedUntil: until,
      statement: 'a',
    });
    now += DAY;
    await decide(other, { uuid: made.uuid, decision: 'DISMISS', statement: 'b' });
    expect((await reportCase(mod, made.uuid))!.decisions).toEqual([
      {
        decision: 'SUSPEND_SENDER',
        decidedAt: new Date(NOON).toISOString(),
        decidedBy: mod.uuid,
        statement: 'a',
        suspendedUntil: until,
      },
      {
        decision: 'DISMISS',
        decidedAt: new Date(NOON + DAY).toISOString(),
        decidedBy: other.uuid,
        statement: 'b',
        suspendedUntil: null,
      },
    ]);
  });

  it('of moderators at once is never lost: it is kept, or its moderator is told to read again', async () => {
    const { ada, messageGroupUuid, uuid } = await two();
    const made = await report(ada, { messageGroupUuid, uuid });
    const moderators = [
      mod,
      await messaging.newModerator('M2'),
      await messaging.newModerator('M3'),
    ];
    const input = { uuid: made.uuid, decision: 'DISMISS', statement: 'x' };
    const answers = await Promise.all(
      moderators.map((each) => each.ask(reportOperations.decideReport, { input })),
    );
    const errors = answers.flatMap(({ errors: of }) => of?.map(({ errorType }) => errorType) ?? []);
    // On a busy machine they may come one after the other: then each is taken.
    for (const error of errors) expect(error).toBe('Conflict');
    const { decisions } = (await reportCase(mod, made.uuid))!;
    expect(decisions.length + errors.length).toBe(3);
    expect(decisions.length).toBeGreaterThan(0);
  });

  it.each([
    ['a suspension without an end', { decision: 'SUSPEND_SENDER' }],
    [
      'a suspension that is over',
      { decision: 'SUSPEND_SENDER', suspendedUntil: '2031-05-01T11:59:59Z' },
    ],
    [
      'a suspension of eleven years',
      { decision: 'SUSPEND_SENDER', suspendedUntil: '2042-05-01T00:00:00Z' },
    ],
    ['a dismissal with an end', { decision: 'DISMISS', suspendedUntil: '2031-06-01T00:00:00Z' }],
    ['no reasons', { decision: 'DISMISS', statement: ' \u200b' }],
    ['reasons of 501 characters', { decision: 'DISMISS', statement: 'x'.repeat(501) }],
  ])('with %s is refused', async (_, more) => {
    const { ada, messageGroupUuid, uuid } = await two();
    const made = await report(ada, { messageGroupUuid, uuid });
    const input = { uuid: made.uuid, statement: 'x', ...more };
    expect(await mod.errorOf(reportOperations.decideReport, { input })).toBe('InvalidDecision');
    expect((await reportCase(mod, made.uuid))!.state).toBe('OPEN');
  });

  it('about a moderator’s own report is another moderator’s', async () => {
    const { ben } = await two();
    await ben.send({ recipientUuid: mod.uuid, message: 'to a moderator' });
    const messageGroupUuid = groupOf(mod, ben);
    const [message] = (await mod.messages(messageGroupUuid)).items;
    const made = await report(mod, { messageGroupUuid, uuid: message!.uuid });
    const input = { uuid: made.uuid, decision: 'DISMISS', statement: 'x' };
    expect(await mod.errorOf(reportOperations.decideReport, { input })).toBe('Forbidden');
  });

  it('about a report that is not there is refused', async () => {
    const uuid = `${crypto.randomUUID()}_${'0'.repeat(26)}_${crypto.randomUUID()}`;
    const input = { uuid, decision: 'DISMISS', statement: 'x' };
    expect(await mod.errorOf(reportOperations.decideReport, { input })).toBe('ReportNotFound');
    expect(await reportCase(mod, uuid)).toBeNull();
    expect(await mod.errorOf(reportOperations.report, { uuid: 'x' })).toBe('InvalidId');
  });
});

describe('What is kept', () => {
  it('expires 180 days after the decision, or after the suspension; an open case never does', async () => {
    const { ada, messageGroupUuid, uuid } = await two();
    const made = await report(ada, { messageGroupUuid, uuid });
    const [caseKey, evidence] = [reportKey(made.uuid), evidenceKey(made.uuid)];
    expect((await stored(caseKey))!.expiresAt).toBeUndefined();
    expect((await stored(evidence))!.expiresAt).toBeUndefined();
    const expiry = (days: number) => ({ N: String(NOON / 1000 + days * 86_400) });
    await decide(mod, {
      uuid: made.uuid,
      decision: 'SUSPEND_SENDER',
      suspendedUntil: inDays(30),
    });
    expect((await stored(caseKey))!.expiresAt).toEqual(expiry(210));
    expect((await stored(evidence))!.expiresAt).toEqual(expiry(210));
    await decide(mod, { uuid: made.uuid, decision: 'DISMISS' });
    expect((await stored(caseKey))!.expiresAt).toEqual(expiry(180));
    expect((await stored(evidence))!.expiresAt).toEqual(expiry(180));
  });
});
