import type { SftpSettings } from '#shared/network/channel-settings.ts';

/** A name in a folder. A folder that does not begin with `/` is below where the login leads. */
export const inFolder = (folder: string, name: string): string =>
  folder === '/' ? `/${name}` : `${folder.replace(/\/$/, '')}/${name}`;

/** Where files that were picked up are moved to: `archive` in the folder they came in, unless the partner says otherwise. */
export const archiveOf = ({ in: from, archive }: Pick<SftpSettings, 'in' | 'archive'>): string =>
  archive ?? inFolder(from ?? '.', 'archive');

/** Under which a file is written before it has its name: no reader takes names that begin with a dot. */
export const partOf = (name: string): string => `.${name}.part`;

/** Bytes of a name that servers take (POSIX `NAME_MAX`), less what we put before and behind it. */
const LONGEST_NAME = 180;

/** A name that something can be added to: of a longer one its end, which has the extension. */
export function shortName(name: string): string {
  const letters = [...name];
  while (Buffer.byteLength(letters.join('')) > LONGEST_NAME) letters.shift();
  return letters.join('');
}
