import type { Folder } from '../../generated/schema.js';

/** Separates a user's uuid from a folder that is not the inbox. */
const SEPARATOR = '#';

/**
 * The index's partition key of one folder of one user. The inbox's is the user's uuid alone: most
 * rows are in it.
 */
export const folderKey = (userUuid: string, folder: Folder): string =>
  folder === 'INBOX' ? userUuid : `${userUuid}${SEPARATOR}${folder.toLowerCase()}`;

/** The folder that a row's `folder` attribute names; null where the row is in no list. */
export function folderOf(key: string | undefined): Folder | null {
  if (!key) return null;
  const name = key.split(SEPARATOR)[1];
  return name ? (name.toUpperCase() as Folder) : 'INBOX';
}
