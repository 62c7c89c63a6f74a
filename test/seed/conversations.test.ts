import { describe, expect, test } from 'vitest';
import {
  conversations,
  readConversation,
  requests,
} from '../../local/messaging/seed/conversations.js';
import { demoUsers } from '../../local/messaging/seed/people.js';
import { getUnits, itemSize, queryUnits } from '../support/capacity.js';

const hike = readConversation('hike');
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the long conversation', () => {
  test('has 104 to 112 messages of about 180 bytes on average', () => {
    expect(hike.lines.length).toBeGreaterThanOrEqual(104);
    expect(hike.lines.length).toBeLessThanOrEqual(112);
    const size = mean(hike.lines.map(({ message }) => bytes(message)));
    expect(size).toBeGreaterThan(170);
    expect(size).toBeLessThan(190);
  });

  test('is written by both, about half each', () => {
    const share =
      hike.lines.filter(({ speaker }) => speaker === hike.people[0]).length / hike.lines.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  });

  test('has some characters of four bytes', () => {
    const long = hike.lines.flatMap(({ message }) => [...message]).filter((c) => bytes(c) === 4);
    expect(long.length).toBeGreaterThanOrEqual(3);
  });

  test('costs at most one read unit for any 20 messages', () => {
    const uuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    const items = hike.lines.map(({ speaker, message }) => {
      const user = demoUsers.find(({ handle }) => handle === speaker)!;
      return {
        pk: { S: `MSG#${uuid}_${uuid}` },
        sk: { S: '01JDEMOJDEMOJDEMOJDEMOJDEM' },
        userUuid: { S: uuid },
        displayName: { S: user.displayName },
        handle: { S: user.handle },
        message: { S: message },
      };
    });
    for (let at = 0; at + 20 <= items.length; at += 1) {
      expect(queryUnits(items.slice(at, at + 20), 'EVENTUAL')).toBeLessThanOrEqual(1);
    }
    // Checks that the items are there at all.
    expect(getUnits(items[0], 'EVENTUAL')).toBe(0.5);
    expect(itemSize(items[0]!)).toBeGreaterThan(300);
  });
});

describe('all conversations', () => {
  test('are between demo users, and each message can be sent', () => {
    const handles = demoUsers.map(({ handle }) => handle);
    for (const { people, lines } of [...conversations(), ...requests()]) {
      expect(handles).toEqual(expect.arrayContaining([...people]));
      for (const { message } of lines) expect([...message].length).toBeLessThanOrEqual(1024);
    }
  });

  test('are between different people, and leave one person without any', () => {
    const all = [...conversations(), ...requests()];
    const pairs = all.map(({ people }) => [...people].sort().join(' '));
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    const talking = new Set(all.flatMap(({ people }) => people));
    expect(demoUsers.filter(({ handle }) => !talking.has(handle)).length).toBeGreaterThan(0);
  });

  test('are accepted: both people write, and the answer comes within five messages', () => {
    for (const { people, lines } of conversations()) {
      const answered = lines.findIndex(({ speaker }) => speaker === people[1]);
      expect(answered).toBeGreaterThan(0);
      expect(answered).toBeLessThanOrEqual(5);
    }
  });

  test('are beside requests, each by one person, of at most five messages', () => {
    expect(requests().length).toBeGreaterThanOrEqual(2);
    for (const { people, lines } of requests()) {
      expect(new Set(lines.map(({ speaker }) => speaker))).toEqual(new Set([people[0]]));
      expect(lines.length).toBeLessThanOrEqual(5);
    }
  });

  test('have no message twice: a second run recognises each by its text', () => {
    for (const { lines } of conversations()) {
      expect(new Set(lines.map(({ message }) => message)).size).toBe(lines.length);
    }
  });
});

describe('demo users', () => {
  test('are four or more, with handles and passwords that sign-up accepts', () => {
    expect(demoUsers.length).toBeGreaterThanOrEqual(4);
    expect(new Set(demoUsers.map(({ handle }) => handle)).size).toBe(demoUsers.length);
    for (const { handle, email, password } of demoUsers) {
      expect(handle).toMatch(/^[a-z0-9_.]{2,30}$/);
      expect(email).toMatch(/@example\.com$/);
      // Cognito's default policy ("Adding user pool password requirements", developer guide).
      for (const needed of [/.{8,}/, /[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9 ]/]) {
        expect(password).toMatch(needed);
      }
    }
  });
});
