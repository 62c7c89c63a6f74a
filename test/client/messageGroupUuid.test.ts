import { describe, expect, it } from 'vitest';
import { messageGroupUuidOf, otherUserUuidOf } from '../../client/src/messaging';
import { ada, ben, group } from './support/messages';

describe("A conversation's id", () => {
  it('tells who the other one is, to each of the two', () => {
    expect(messageGroupUuidOf(ben, ada)).toBe(group);
    expect(otherUserUuidOf(group, ada)).toBe(ben);
    expect(otherUserUuidOf(group, ben)).toBe(ada);
  });

  it.each([
    ['of two others', `${ben}_cccccccc-0000-4000-8000-000000000003`],
    ['of oneself alone', `${ada}_${ada}`],
    ['the wrong way round', `${ben}_${ada}`],
    ['with something that is nobody', `${ada}_nobody`],
    ['with a third', `${group}_${ben}`],
    ['of nobody', ''],
  ])('%s tells nothing', (_what, uuid) => {
    expect(otherUserUuidOf(uuid, ada)).toBeUndefined();
  });
});
