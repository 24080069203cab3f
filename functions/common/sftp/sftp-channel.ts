import type { ChannelAnswer, PartnerChannel, PartnerMessage } from '#common/channels/partner-channel.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { inFolder } from './paths.ts';
import { probeServer } from './probe-server.ts';
import { NotToldOfRename, type Put, putFile } from './put-file.ts';
import { readAnswerFile } from './read-answer-file.ts';
import type { Session, Told } from './session.ts';
import { fx, SftpFault } from './sftp-fault.ts';

/** Opens a session with one partner's server. @param withheld no password is shown: it fails once the server is proved */
export type OpenSession = (signal: AbortSignal, told?: Told, withheld?: 'withheld') => Promise<Session>;

/** Seconds: folders are read by batches, many of them once in a night. */
const NIGHTLY = 2 * 3_600;

type Folders = Pick<SftpSettings, 'out' | 'in' | 'archive' | 'results' | 'answers'>;

/**
 * A folder on a partner's server. What is there under its name is delivered, or taken in where the partner puts answers somewhere. Sending again is safe as long as
 * the partner leaves files where they are, or knows a name that it had before: a file of the same name and bytes is ours, one with other bytes is never written over.
 */
export function sftpChannel(open: OpenSession, settings: Folders): PartnerChannel {
  const { out, answers } = settings;
  return {
    kind: 'sftp',
    send: (message, signal) =>
      out === undefined
        ? Promise.resolve({ verdict: rejected('the partner has no folder that files are put into (`sftp.out`)') })
        : inSession(open, signal, out, async (session) => ({
            verdict: verdictOfPut(await putFile(session, out, message.fileName, message.body), settings, message),
          })),
    ...(answers !== undefined && {
      unhurried: NIGHTLY,
      ask: (_receipt: string, message: Pick<PartnerMessage, 'id' | 'fileName'>, signal: AbortSignal) =>
        inSession(open, signal, answers, (session) => readAnswerFile(session, answers, message)),
    }),
    probe: (signal, withheld) => probeServer((told) => open(signal, told, withheld), settings),
  };
}

/** Runs with a session of its own, which is closed whatever happens. */
async function inSession(
  open: OpenSession,
  signal: AbortSignal,
  folder: string,
  work: (session: Session) => Promise<ChannelAnswer>,
): Promise<ChannelAnswer> {
  let session: Session | undefined;
  try {
    session = await open(signal);
    return await work(session);
  } catch (error) {
    return { verdict: verdictOfFault(error, folder) };
  } finally {
    session?.close();
  }
}

function verdictOfPut(put: Put, { out = '', answers }: Folders, { fileName }: PartnerMessage): Verdict {
  const path = inFolder(out, fileName);
  if (put === 'taken') return rejected(`a file with other content is there as ${path}`);
  if (put === 'unreadable') {
    const reason = `a file of the same size is there as ${path} and may not be read; ask the partner whether it has it`;
    return { verdict: 'stopped', reason };
  }
  return answers === undefined
    ? { verdict: 'acknowledged' }
    : { verdict: 'received', receipt: inFolder(answers, fileName) };
}

/** Nothing has its name before it is renamed, so whatever fails earlier never arrived. */
function verdictOfFault(error: unknown, folder: string): Verdict {
  if (error instanceof NotToldOfRename)
    return { verdict: 'retry', failure: 'ambiguous', reason: `renamed without an answer: ${error.message}` };
  if (!(error instanceof SftpFault)) throw error;
  if (error.isForbidden) return rejected(error.message);
  if (error.status === fx.noSuchFile) return rejected(`there is no folder ${folder} on the server (${error.message})`);
  if (error.status === fx.permissionDenied) return rejected(`${folder} may not be used (${error.message})`);
  return { verdict: 'retry', failure: 'transient', reason: error.message };
}

const rejected = (reason: string): Verdict => ({ verdict: 'rejected', reason });
