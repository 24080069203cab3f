import { log } from '#common/log.ts';
import { archiveOf } from '#common/sftp/paths.ts';
import type { Session, SftpFile } from '#common/sftp/session.ts';
import type { OpenSession } from '#common/sftp/sftp-channel.ts';
import { SftpFault } from '#common/sftp/sftp-fault.ts';
import type { SeenFile } from '#common/store/fetches.ts';
import { type Chosen, chooseFiles, LARGEST } from './choose-files.ts';
import { type Inbox, setAside, type TakeNeeds, takeFile } from './take-file.ts';
import { type ResultNeeds, writeResults } from './write-results.ts';

export interface LookNeeds extends TakeNeeds, ResultNeeds {}

/** What a look came to. */
export interface Look {
  readonly taken: number;
  readonly seen: Seen;
  /** There is something that has not to wait long. */
  readonly more: boolean;
  readonly failure: string | undefined;
}

/** When a look takes no file more, so that it has ended before its function is cut off. */
const ENOUGH_MS = 60_000;
/** When a file is tried again that may not be read or moved, and one with which the session broke off. */
const REFUSED_MS = 3_600_000;
const BROKEN_MS = 600_000;

type Seen = Readonly<Record<string, SeenFile>>;

/**
 * Looks into a partner's folder once. A file that cannot be taken does not keep others from it: it is left for an hour and people are called. Results are written
 * last, and what keeps them from it keeps no file.
 *
 * @throws SftpFault when the server is not reached, or its folder cannot be listed
 */
export async function look(
  needs: LookNeeds,
  open: OpenSession,
  inbox: Inbox,
  before: Seen,
  signal: AbortSignal,
): Promise<Look> {
  const session = await open(signal);
  try {
    const at = needs.now();
    const chosen = chooseFiles(await session.list(inbox.folders.in), before, at);
    if (chosen.take.length + chosen.tooLarge.length > 0) await session.makeFolder(archiveOf(inbox.folders));
    const done = await takeAll(needs, session, inbox, { ...chosen, before, at });
    const failure = done.failure ?? (await tellResults(needs, session, inbox));
    return { ...done, more: chosen.more || done.more, seen: { ...chosen.seen, ...done.seen }, failure };
  } finally {
    session.close();
  }
}

interface Wanted extends Pick<Chosen, 'take' | 'tooLarge'> {
  readonly before: Seen;
  readonly at: Date;
}

/** Takes one file after the other. One with which the session breaks off ends the look, and others go before it at the next ones. */
async function takeAll(needs: LookNeeds, session: Session, inbox: Inbox, wanted: Wanted): Promise<Look> {
  const { take, tooLarge, before, at } = wanted;
  const seen: Record<string, SeenFile> = {};
  const leave = ({ name, size, mtime }: SftpFile, until: Date | undefined) => {
    seen[name] = { size, mtime, at: until?.toISOString() ?? before[name]?.at ?? at.toISOString() };
  };
  let [taken, more] = [0, false];
  let failure: string | undefined;
  for (const file of [...tooLarge, ...take]) {
    if (failure !== undefined || needs.now().getTime() - at.getTime() > ENOUGH_MS) {
      leave(file, undefined);
      more = true;
      continue;
    }
    const fault = await takeOrTell(needs, session, inbox, file);
    if (fault === undefined) {
      taken++;
      continue;
    }
    const isOver = fault.status === undefined;
    leave(file, new Date(at.getTime() + (isOver ? BROKEN_MS : REFUSED_MS)));
    if (isOver) failure = fault.message;
  }
  return { taken, seen, more, failure };
}

/** What kept a file from being taken. */
async function takeOrTell(needs: LookNeeds, session: Session, inbox: Inbox, file: SftpFile) {
  const { tenant, partner } = inbox;
  const failed = (error: string) => log('sftp-file-failed', { tenant, partner, file: file.name, error });
  try {
    if (file.size <= LARGEST) await takeFile(needs, session, inbox, file);
    else {
      await setAside(session, inbox, file);
      failed(`${file.size} bytes are more than ${LARGEST}`);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    failed(error.message);
    return error;
  }
}

/** Why results could not be written, if so. */
async function tellResults(needs: LookNeeds, session: Session, { tenant, partner, folders }: Inbox) {
  const { results: folder } = folders;
  if (folder === undefined) return undefined;
  try {
    return await writeResults(needs, session, { tenant, partner, folder });
  } catch (error) {
    if (error instanceof SftpFault) return error.message;
    throw error;
  }
}
