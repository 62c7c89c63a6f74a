import { describe, expect, it } from 'vitest';
import { messageGroupUuidOf, otherUserUuidOf } from '../../client/src/messaging';
import { ada, ben, group } from './support/messages';

describe("A conversation's id", () => {
  it('gives each of the two the other person', () => {
    expect(messageGroupUuidOf(ben, ada)).toBe(group);
    expect(otherUserUuidOf(group, ada)).toBe(ben);
    expect(otherUserUuidOf(group, ben)).toBe(ada);
  });

  it.each([
    ['of two others', `${ben}_cccccccc-0000-4000-8000-000000000003`],
    ['of the user alone', `${ada}_${ada}`],
    ['the wrong way round', `${ben}_${ada}`],
    ['with something that is no uuid', `${ada}_nobody`],
    ['with a third', `${group}_${ben}`],
    ['of no one', ''],
  ])('%s gives no other person', (_what, uuid) => {
    expect(otherUserUuidOf(uuid, ada)).toBeUndefined();
  });
});
