import type { Probed } from '#common/channels/partner-channel.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { UnpinnedHostKey } from './log-in.ts';
import { archiveOf, inFolder } from './paths.ts';
import type { Session, Told } from './session.ts';
import { SftpFault } from './sftp-fault.ts';

type Step = Probed['steps'][number];

/** No reader takes names that begin with a dot. */
const PROBE = '.seriate-probe.part';
const nothing = new Uint8Array();
/** Who watches the folder sees it come and go. */
const wasThere = `an empty file ${PROBE} was put there and taken away`;

/**
 * Tries the whole way to a partner's folders, step by step, and whether each can be used for what it is for. No document is sent or taken; an empty file comes and goes in
 * folders that are written to, and each step tells its name.
 */
export async function probeServer(
  open: (told: Told) => Promise<Session>,
  settings: Pick<SftpSettings, 'out' | 'in' | 'archive' | 'results' | 'answers'>,
): Promise<Probed> {
  const steps: Step[] = [];
  let session: Session | undefined;
  let isForGood = false;
  try {
    session = await open((step, detail) => steps.push({ step, ok: true, detail }));
    for (const [step, what] of triesOf(settings)) steps.push(await tried(session, step, what));
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    steps.push(failed(error.step, error));
    // A server that is another, or has another key, stays it until somebody pins that.
    isForGood = error.isForbidden || error instanceof UnpinnedHostKey;
  } finally {
    session?.close();
  }
  const reached = steps.every(({ ok }) => ok);
  if (reached) return { reached, steps };
  // Folders and addresses stay as they are until somebody changes them.
  return { reached, steps, failure: session !== undefined || isForGood ? 'permanent' : 'transient' };
}

/** What to do about a step that failed; whoever reads it may be either side. */
const remedies: Readonly<Record<string, string>> = {
  resolve: 'give an address whose name exists, on the public network',
  connect: 'see whether the server is up at this name and port and lets connections from outside in',
  'host key': 'compare `sftp.hostKeys` with `ssh-keyscan HOST | ssh-keygen -lf -` on a line you trust',
  login: 'see whether the server knows `sftp.user` and the key or password that is shown, and set the credential anew',
  files: 'see whether the server offers SFTP to this login',
};
const folderRemedy = 'make the folder, let this login use it, or name another in `sftp`';

const failed = (step: string, { message: detail, remedy }: SftpFault): Step => ({
  step,
  ok: false,
  detail,
  remedy: remedy ?? remedies[step] ?? folderRemedy,
});

type Try = (session: Session) => Promise<string>;

async function tried(session: Session, step: string, what: Try): Promise<Step> {
  try {
    return { step, ok: true, detail: await what(session) };
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    return failed(step, error);
  }
}

function triesOf(settings: Parameters<typeof probeServer>[1]): [string, Try][] {
  const { out, in: from, results, answers } = settings;
  return [
    ...one('out', out, isWritable),
    ...one('in', from, isReadable),
    ...(from === undefined ? [] : [['archive', isMovable(from, archiveOf(settings))] as [string, Try]]),
    ...one('results', results, isWritable),
    ...one('answers', answers, isReadable),
  ];
}

const one = (step: string, folder: string | undefined, what: (folder: string) => Try): [string, Try][] =>
  folder === undefined ? [] : [[step, what(folder)]];

const isWritable =
  (folder: string): Try =>
  async (session) => {
    const path = inFolder(folder, PROBE);
    await session.write(path, nothing);
    await session.remove(path);
    return `${folder} can be written to: ${wasThere}`;
  };

const isReadable =
  (folder: string): Try =>
  async (session) =>
    `${folder} can be read: ${(await session.list(folder)).length} files`;

/** What was picked up is moved, so the folder it came in must let files go. */
const isMovable =
  (from: string, to: string): Try =>
  async (session) => {
    const [here, there] = [inFolder(from, PROBE), inFolder(to, PROBE)];
    await session.makeFolder(to);
    await session.write(here, nothing);
    // One may be left there of a probe that was cut off.
    await session.remove(there).catch(() => undefined);
    await session.rename(here, there);
    await session.remove(there);
    return `files can be moved from ${from} to ${to}, which was made where there was none: ${wasThere} in both`;
  };
