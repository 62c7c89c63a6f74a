import { describe, expect, it } from 'vitest';
import { matches } from '../../local/lambda/eventFilter.js';
import {
  handleKey,
  type ItemKey,
  messageGroupKey,
  messageKey,
  profileKey,
  reportKey,
  sendTokenKey,
  workKey,
} from '../../resolvers/lib/keys.js';
import { worker } from '../../resolvers/worker.js';

const record = (eventName: string, { pk, sk }: ItemKey) => ({
  eventName,
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
});

describe("The worker's filter", () => {
  it.each(['INSERT', 'MODIFY'])('lets the %s of a work item through', (eventName) => {
    expect(matches(worker.filter, record(eventName, workKey('u')))).toBe(true);
  });

  it('holds back the removal of one', () => {
    expect(matches(worker.filter, record('REMOVE', workKey('u')))).toBe(false);
  });

  it.each([
    ['a message', messageKey('g', 'm')],
    ['a row', messageGroupKey('u', 'g')],
    ['a profile', profileKey('u')],
    ['a handle', handleKey('h')],
    ['a send token', sendTokenKey('g', 'u', 't')],
    ['a report', reportKey(`${'u'.repeat(36)}_m_o`)],
  ])('lets no change of %s through', (_, key) => {
    for (const eventName of ['INSERT', 'MODIFY', 'REMOVE']) {
      expect(matches(worker.filter, record(eventName, key))).toBe(false);
    }
  });

  it('holds back a change without such a field', () => {
    expect(matches(worker.filter, { eventName: 'INSERT' })).toBe(false);
    expect(matches(worker.filter, undefined)).toBe(false);
  });
});
