import type { Probed } from '#common/channels/partner-channel.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { archiveOf, inFolder } from './paths.ts';
import type { Session, Told } from './session.ts';
import { SftpFault } from './sftp-fault.ts';

type Step = Probed['steps'][number];

/** No reader takes names that begin with a dot. */
const PROBE = '.seriate-probe.part';
const nothing = new Uint8Array();

/** Tries the whole way to a partner's folders, step by step, and whether each can be used for what it is for. No document is sent or taken. */
export async function probeServer(
  open: (told: Told) => Promise<Session>,
  settings: Pick<SftpSettings, 'out' | 'in' | 'archive' | 'results' | 'answers'>,
): Promise<Probed> {
  const steps: Step[] = [];
  let session: Session | undefined;
  let isForbidden = false;
  try {
    session = await open((step, detail) => steps.push({ step, ok: true, detail }));
    for (const [step, what] of triesOf(settings)) steps.push(await tried(session, step, what));
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    steps.push({ step: error.step, ok: false, detail: error.message });
    isForbidden = error.isForbidden;
  } finally {
    session?.close();
  }
  const reached = steps.every(({ ok }) => ok);
  if (reached) return { reached, steps };
  // Folders and addresses stay as they are until somebody changes them.
  const isForGood = session !== undefined || isForbidden;
  return { reached, steps, failure: isForGood ? 'permanent' : 'transient' };
}

type Try = (session: Session) => Promise<string>;

async function tried(session: Session, step: string, what: Try): Promise<Step> {
  try {
    return { step, ok: true, detail: await what(session) };
  } catch (error) {
    if (!(error instanceof SftpFault)) throw error;
    return { step, ok: false, detail: error.message };
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
    return `${folder} can be written to`;
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
    return `files can be moved from ${from} to ${to}`;
  };
