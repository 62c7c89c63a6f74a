/**
 * The conversation of two people, known without asking: their uuids, sorted and joined by `_`.
 * (schema.graphql, `MessageGroup.uuid`.)
 */
export function messageGroupUuidOf(oneUuid: string, otherUuid: string): string {
  return [oneUuid, otherUuid].sort().join('_');
}

/** The other one of a conversation's two people; undefined when `userUuid` is not one of them. */
export function otherUserUuidOf(messageGroupUuid: string, userUuid: string): string | undefined {
  const [one, other, ...rest] = messageGroupUuid.split('_');
  if (!one || !other || rest.length > 0) return undefined;
  if (one === userUuid) return other;
  return other === userUuid ? one : undefined;
}
