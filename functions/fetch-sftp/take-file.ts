import { createHash } from 'node:crypto';
import type { KeepInbound } from '#common/inbound/keep-inbound.ts';
import { log } from '#common/log.ts';
import { contentTypeOf } from '#common/sftp/fetched-names.ts';
import { archiveOf, inFolder, shortName } from '#common/sftp/paths.ts';
import type { Session, SftpFile } from '#common/sftp/session.ts';
import { fx, isAnswered, SftpFault } from '#common/sftp/sftp-fault.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';

export interface TakeNeeds {
  readonly keep: KeepInbound;
  readonly now: () => Date;
}

/** The folders of one partner that files come in by. */
export interface Inbox {
  readonly tenant: string;
  readonly partner: string;
  readonly folders: SftpSettings & { readonly in: string };
}

/**
 * Takes one file: its bytes are kept, and only then it is moved away. Who dies in between leaves it where it is: it is found again, known, and moved. The hash in
 * its name tells it from another file that came in the same second under the same name and with the same size.
 *
 * @throws SftpFault when the server lets it not be read or moved, or it changes meanwhile
 */
export async function takeFile(
  { keep, now }: TakeNeeds,
  session: Session,
  { tenant, partner, folders }: Inbox,
  file: SftpFile,
): Promise<void> {
  const path = inFolder(folders.in, file.name);
  const body = await session.read(path, file.size);
  const after = await session.stat(path);
  if (after?.size !== file.size || after.mtime !== file.mtime)
    throw new SftpFault('files', `${path} changed while it was read`, { status: fx.failure });
  const hash = createHash('sha256').update(body).digest('hex');
  const senderId = `${path}|${file.size}|${file.mtime}|${hash}`;
  const contentType = contentTypeOf(file.name);
  const received = {
    tenant,
    partner,
    way: 'sftp' as const,
    senderId,
    fileName: file.name,
    contentType,
    body,
    at: now(),
    ...(folders.results !== undefined && { toldByFile: true }),
  };
  const { documentId, isNew } = await keep(received);
  log('sftp-file-taken', { tenant, partner, documentId, bytes: file.size, isNew });
  await archive(session, path, inFolder(archiveOf(folders), `${documentId}-${shortName(file.name)}`));
}

/** Puts a file that is too large to be taken where its sender finds it, and nobody looks at it again. */
export async function setAside(session: Session, { folders }: Inbox, { name, mtime }: SftpFile): Promise<void> {
  const folder = inFolder(archiveOf(folders), 'too-large');
  await session.makeFolder(folder);
  await session.rename(inFolder(folders.in, name), inFolder(folder, `${mtime}-${shortName(name)}`));
}

async function archive(session: Session, from: string, to: string): Promise<void> {
  try {
    await session.rename(from, to);
  } catch (error) {
    // The document's name is its own: what is there is this file, put back by somebody with its old time.
    if (!isAnswered(error) || (await session.stat(to)) === undefined) throw error;
    await session.remove(from);
  }
}
