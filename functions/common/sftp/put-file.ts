import { createHash } from 'node:crypto';
import { inFolder, partOf } from './paths.ts';
import type { Session } from './session.ts';
import { fx, isAnswered, SftpFault } from './sftp-fault.ts';

/**
 * put: it is there under its name now, or was before, with the same bytes · taken: a file of that name has other bytes · unreadable: one of that name has the same
 * size and may not be read, so that nobody can say whether it is ours.
 */
export type Put = 'put' | 'taken' | 'unreadable';

/** A name was sent to be given, and whether it was is not known. */
export class NotToldOfRename extends SftpFault {}

/**
 * Puts a file into a folder so that nobody sees a part of it under its name: it is written beside, and then renamed. A name that is there already is never written
 * over; what a broken attempt left beside is.
 *
 * @throws NotToldOfRename when it may be there or not; SftpFault when it is not
 */
export async function putFile(session: Session, folder: string, name: string, bytes: Uint8Array): Promise<Put> {
  const [path, part] = [inFolder(folder, name), inFolder(folder, partOf(name))];
  const before = await compare(session, path, bytes);
  if (before !== undefined) return before;
  await session.write(part, bytes);
  try {
    await session.rename(part, path);
    return 'put';
  } catch (error) {
    if (!isAnswered(error))
      throw new NotToldOfRename('files', `${path}: ${error instanceof Error ? error.message : error}`);
    // Two of us may have been at it at once: the other was first.
    const now = await compare(session, path, bytes);
    // What was written beside is gone, though its folder is there: it is written again another time.
    if (now === undefined && error.status === fx.noSuchFile) throw new SftpFault('files', error.message);
    if (now === undefined) throw error;
    if (now === 'put') await session.remove(part).catch(() => undefined);
    return now;
  }
}

/** What a name stands for that may be there already; undefined where it is free. */
async function compare(session: Session, path: string, bytes: Uint8Array): Promise<Put | undefined> {
  const there = await session.stat(path);
  if (there === undefined) return undefined;
  if (there.size !== bytes.byteLength) return 'taken';
  try {
    return hashOf(await session.read(path, there.size)) === hashOf(bytes) ? 'put' : 'taken';
  } catch (error) {
    if (error instanceof SftpFault && error.status === fx.permissionDenied) return 'unreadable';
    throw error;
  }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
