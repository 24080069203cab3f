import { archiveOf, inFolder, shortName } from '#common/sftp/paths.ts';
import { putFile } from '#common/sftp/put-file.ts';
import type { Session } from '#common/sftp/session.ts';
import { isAnswered } from '#common/sftp/sftp-fault.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import type { JudgedFile } from '#shared/network/onboarding/onboarding.ts';

/** Of a partner that files are fetched from. */
export type Folders = SftpSettings & { readonly in: string };

/** What a file is called in the archive before its own name, and in its result: it follows from its bytes. */
const idOf = (sha256: string): string => `test-${sha256.slice(0, 16)}`;

/**
 * Moves a file that is kept out of the way.
 *
 * @returns why it could not, if so
 * @throws SftpFault when the session is at its end
 */
export async function archive(
  session: Session,
  folders: Folders,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): Promise<{ readonly failure?: string }> {
  const from = inFolder(folders.in, name);
  const there = inFolder(archiveOf(folders), `${idOf(sha256)}-${shortName(name)}`);
  try {
    await session.makeFolder(archiveOf(folders));
    // What is there under the hash of the same bytes is this file, fetched before.
    if ((await session.stat(there)) === undefined) await session.rename(from, there);
    else await session.remove(from);
    return {};
  } catch (error) {
    if (!isAnswered(error)) throw error;
    return { failure: error.message };
  }
}

/** Tells what became of files that came from this server, as of documents, with what a test expects beside it. What is there already stays. */
export async function tellResults(session: Session, { results }: Folders, files: readonly JudgedFile[]): Promise<void> {
  if (results === undefined) return;
  for (const file of files) {
    if (file.way !== 'sftp') continue;
    try {
      await tell(session, results, file);
    } catch (error) {
      // The partner reads it in its profile as well.
      if (!isAnswered(error)) throw error;
    }
  }
}

/** Of a file that is tried again under its name the result is put beside the first. */
async function tell(session: Session, folder: string, file: JudgedFile): Promise<void> {
  const { name, sha256, outcome, detail = '', test, form, asExpected } = file;
  const id = idOf(sha256);
  const state = outcome === 'accepted' ? 'accepted' : 'rejected';
  const errors = state === 'accepted' ? [] : [{ code: outcome, object: '', detail }];
  const result = { document: name, documentId: id, state, errors, test, form, asExpected };
  const bytes = Buffer.from(`${JSON.stringify(result, undefined, 2)}\n`);
  const plain = `${shortName(name)}.result.json`;
  if ((await putFile(session, folder, plain, bytes)) !== 'put') await putFile(session, folder, `${id}-${plain}`, bytes);
}
