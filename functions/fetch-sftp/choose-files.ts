import { isForUs } from '#common/sftp/fetched-names.ts';
import type { SftpFile } from '#common/sftp/session.ts';
import type { SeenFile } from '#common/store/fetches.ts';

/** How long a file must have stood as it is before it is taken, in milliseconds. */
const STILL_MS = 15_000;
/** Files of one look, and their bytes together. */
const MOST_FILES = 50;
const MOST_BYTES = 50_000_000;
/** Bytes of the largest file that is taken: it is held in memory while it is kept. */
export const LARGEST = MOST_BYTES;
/** Names that are remembered from one look to the next; more of them wait until these are taken. */
const MOST_SEEN = 500;

type Seen = Readonly<Record<string, SeenFile>>;

/** What is done about the files of a folder at one look. */
export interface Chosen {
  /** The oldest first. */
  readonly take: readonly SftpFile[];
  /** More than is ever taken. */
  readonly tooLarge: readonly SftpFile[];
  /** What is remembered of the others. */
  readonly seen: Seen;
  /** There are some that only have to wait. */
  readonly more: boolean;
}

/**
 * Which files of a folder are taken now. One that its sender may still be writing is left: it is taken when two looks found it the same. The server's clock is not
 * asked, for it may be wrong. Times of `seen` in the future keep what failed from being tried at every look.
 */
export function chooseFiles(files: readonly SftpFile[], before: Seen, at: Date): Chosen {
  const found = files.filter(({ name }) => isForUs(name)).sort(byAge);
  const seen: Record<string, SeenFile> = {};
  const [take, tooLarge]: [SftpFile[], SftpFile[]] = [[], []];
  let [bytes, remembered, more] = [0, 0, false];
  for (const file of found) {
    const known = sameAs(file, before[file.name]);
    const isStill = known !== undefined && at.getTime() - Date.parse(known.at) >= STILL_MS;
    const isRoom = take.length + tooLarge.length < MOST_FILES;
    if (isStill && isRoom && file.size > LARGEST) tooLarge.push(file);
    else if (isStill && isRoom && bytes + file.size <= MOST_BYTES) {
      take.push(file);
      bytes += file.size;
    } else if (remembered < MOST_SEEN) {
      seen[file.name] = known ?? { size: file.size, mtime: file.mtime, at: at.toISOString() };
      remembered++;
      more ||= known === undefined || Date.parse(known.at) <= at.getTime();
    } else more = true;
  }
  return { take, tooLarge, seen, more };
}

const byAge = (a: SftpFile, b: SftpFile) => a.mtime - b.mtime || (a.name < b.name ? -1 : 1);

const sameAs = ({ size, mtime }: SftpFile, seen: SeenFile | undefined) =>
  seen?.size === size && seen.mtime === mtime ? seen : undefined;
