/**
 * The conversation of two people, known without asking: their uuids, sorted and joined by `_`.
 * (schema.graphql, `MessageGroup.uuid`.)
 */
export function messageGroupUuidOf(oneUuid: string, otherUuid: string): string {
  return [oneUuid, otherUuid].sort().join('_');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The other one of a conversation's two people; undefined when `userUuid` is not one of them, or the
 * id is none that the API takes.
 */
export function otherUserUuidOf(messageGroupUuid: string, userUuid: string): string | undefined {
  const other = messageGroupUuid.split('_').find((uuid) => uuid !== userUuid);
  if (!other || !UUID.test(other)) return undefined;
  return messageGroupUuidOf(userUuid, other) === messageGroupUuid ? other : undefined;
}
