import { resultOf } from '#common/inbound/result-of.ts';
import { inFolder, shortName } from '#common/sftp/paths.ts';
import { putFile } from '#common/sftp/put-file.ts';
import type { Session } from '#common/sftp/session.ts';
import { fx, isAnswered, SftpFault } from '#common/sftp/sftp-fault.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';

export interface ResultNeeds {
  readonly inbound: Pick<InboundDocuments, 'get' | 'unanswered' | 'markAnswered'>;
  readonly now: () => Date;
}

/** Results that one look writes, and those that it tries to write without getting them there. */
const MOST = 50;
const MOST_FAILED = 200;

/** The folder of one partner that results are put into. */
export interface Outbox {
  readonly tenant: string;
  readonly partner: string;
  readonly folder: string;
}

/**
 * Tells a partner what became of its files, one result a file, each under the name of the file. Who dies before it is noted writes it again, finds it there, and
 * notes it. One that cannot be put there keeps no other from it.
 *
 * @returns why one could not be put there, if so
 * @throws SftpFault when the session is at its end
 */
export async function writeResults(needs: ResultNeeds, session: Session, outbox: Outbox): Promise<string | undefined> {
  const { inbound } = needs;
  let failure: string | undefined;
  let [told, failed] = [0, 0];
  for await (const document of inbound.unanswered(outbox.tenant, outbox.partner)) {
    if (told >= MOST || failed >= MOST_FAILED) break;
    const { duplicateOf } = document;
    const first = duplicateOf === undefined ? undefined : await inbound.get(outbox.tenant, duplicateOf);
    try {
      if (await tell(needs, session, outbox.folder, document, first)) told++;
    } catch (error) {
      if (!isAnswered(error)) throw error;
      failed++;
      failure ??= error.message;
    }
  }
  return failure;
}

/** False for one about which nothing is known yet. */
async function tell(
  { inbound, now }: ResultNeeds,
  session: Session,
  folder: string,
  document: InboundDocument,
  first: InboundDocument | undefined,
): Promise<boolean> {
  const { senderId: _, ...result } = resultOf(document, first);
  if (result.state === 'processing') return false;
  // The partner knows it by the name that it gave it.
  const told = { ...result, document: document.fileName, documentId: document.documentId };
  const path = await put(session, folder, document, Buffer.from(`${JSON.stringify(told, null, 2)}\n`));
  await inbound.markAnswered(document, now(), path);
  return true;
}

/**
 * A name that is taken stands for an earlier file of that name, or what the document came to before a person had it read again: then the document's id goes before
 * it, with the number of the reading.
 */
async function put(session: Session, folder: string, document: InboundDocument, bytes: Buffer): Promise<string> {
  const { documentId, fileName, readings } = document;
  const name = `${shortName(fileName)}.result.json`;
  try {
    if ((await putFile(session, folder, name, bytes)) === 'put') return inFolder(folder, name);
  } catch (error) {
    if (!isAnswered(error)) throw error;
    // The server may not take such a name for a new file, though it had one: ours is of digits and letters.
    const plain = `${documentId}.result.json`;
    if ((await putFile(session, folder, plain, bytes)) === 'put') return inFolder(folder, plain);
  }
  const own = `${documentId}${readings === 0 ? '' : `.${readings + 1}`}-${name}`;
  if ((await putFile(session, folder, own, bytes)) === 'taken')
    throw new SftpFault('files', `another file is there as ${inFolder(folder, own)}`, { status: fx.failure });
  return inFolder(folder, own);
}
