import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Endpoint, Request } from '#common/http.ts';
import { counted } from '#common/onboarding/counted.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import { partnerOf } from '#common/onboarding/partner-of.ts';
import { type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { asSftp, type SftpPartner } from '#common/sftp/as-sftp.ts';
import { isForUs } from '#common/sftp/fetched-names.ts';
import { partnerServer, type ServerNeeds } from '#common/sftp/partner-server.ts';
import { inFolder } from '#common/sftp/paths.ts';
import type { Session, SftpFile } from '#common/sftp/session.ts';
import { isAnswered, SftpFault } from '#common/sftp/sftp-fault.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { LARGEST_TEST, type OnboardingFiles } from '#common/store/onboarding-files.ts';
import { partner as partnerShape } from '#shared/master-data/partner.ts';
import { inForce } from '#shared/master-data/version.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { sharesFolder } from '#shared/network/leads-alike.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';
import { archive, type Folders, tellResults } from './settle-files.ts';

export interface FetchNeeds extends ActNeeds {
  readonly master: Pick<MasterData, 'get'>;
  /** How a partner's server is entered; credentials that are only tried go first. */
  readonly server: ServerNeeds;
  readonly files: Pick<OnboardingFiles, 'put'>;
}

/** For the session, and until no more files are begun, in milliseconds: the gateway waits 30 seconds. */
const SESSION_MS = 25_000;
const ENOUGH_MS = 15_000;
/** Files that wait to be judged. */
const MOST_FILES = 20;

/**
 * Fetches test files from the partner's own server, as its documents will be fetched once it is in force, and moves them into its archive; `{"act": "fetched"}` judges them, where
 * there is room for more than SSH. What was judged before is told in the results folder. Nobody looks into the folder by himself before then, so the partner says when its files are there.
 */
export const fetchTestFiles =
  (needs: FetchNeeds): Endpoint =>
  async (request) => {
    const row = await ownPartnership(needs.onboardings, request);
    orRefuse(actOn(row, 'note-message', {}, `POST ${request.url}`));
    const partner = orRefuse(asSftp(await partnerOf(needs, row)) ?? notBySftp);
    const folders = orRefuse(fetchedFrom(partner.sftp) ?? noFolder);
    if (await isFetchedAlready(needs, row, partner)) orRefuse(fetchedAlready);
    await takeAct(needs, { partner: row.partner, who: request }, (before, at) => counted(before, at, 'message-test'));
    const open = partnerServer(needs.server, row.tenant, partner);
    const fetched = await withSession(open, (session) => fetchAll(needs, request, row, { session, folders }));
    if (!(fetched instanceof SftpFault)) return { status: 200, body: fetched };
    const remedy = 'POST /partner/sftp/connection-test tells what of it works, step by step';
    throw new Refused(refuse('conflict', `${fetched.step}: ${fetched.message}`, { remedy }));
  };

const notBySftp = refuse('conflict', 'the channel that was set is not SFTP', {
  remedy: 'hand test files in by POST /partner/message-test, or set the channel by PUT /partner/channel',
});

const noFolder = refuse('conflict', 'the channel names no folder that files are fetched from', {
  at: '/sftp/in',
  remedy: 'name it by PUT /partner/channel (sftp.in), or hand test files in by POST /partner/message-test',
});

const fetchedAlready = refuse('conflict', 'files are fetched from this folder already, as documents', {
  at: '/sftp/in',
  remedy:
    'hand test files in by POST /partner/message-test {"act": "judge"}, or name another folder by PUT /partner/channel',
});

/** Who is in force has its files fetched as documents: which of the two comes first would decide what a test file is. */
async function isFetchedAlready({ master, now }: FetchNeeds, { tenant, partner }: Onboarding, set: SftpPartner) {
  const read = await master.get(tenant, 'partner', partner);
  const content = read && inForce(read.head.current, now().toISOString())?.content;
  const standing = content && asSftp({ partner, ...v.parse(partnerShape, content) });
  return standing !== undefined && sharesFolder(set, standing);
}

const fetchedFrom = (sftp: SftpSettings): Folders | undefined =>
  sftp.in === undefined ? undefined : { ...sftp, in: sftp.in };

/** A fault of the session as a whole is an answer here: the partner mends it. */
async function withSession<T>(open: ReturnType<typeof partnerServer>, work: (session: Session) => Promise<T>) {
  try {
    const session = await open(AbortSignal.timeout(SESSION_MS));
    try {
      return await work(session);
    } finally {
      session.close();
    }
  } catch (error) {
    if (error instanceof SftpFault) return error;
    throw error;
  }
}

interface Inbox {
  readonly session: Session;
  readonly folders: Folders;
}

interface Kept {
  readonly name: string;
  readonly sha256: string;
}

/** Bytes, then the row, and only then each is moved: who dies in between fetches them again, under the same keys. */
async function fetchAll(needs: FetchNeeds, request: Request, row: Onboarding, inbox: Inbox) {
  const { session, folders } = inbox;
  const until = needs.now().getTime() + ENOUGH_MS;
  const found = (await session.list(folders.in)).filter(({ name }) => isForUs(name)).sort((a, b) => a.mtime - b.mtime);
  const kept: Kept[] = [];
  const files: { name: string; failure?: string }[] = [];
  const room = MOST_FILES - (row.fetched?.length ?? 0);
  if (found.length > 0 && room <= 0) orRefuse(tooMany(MOST_FILES));
  for (const file of found.slice(0, room)) {
    if (needs.now().getTime() > until) break;
    const one = await keepOne(needs, row, inbox, file);
    if ('sha256' in one) kept.push(one);
    else files.push(one);
  }
  const after = kept.length === 0 ? row : await note(needs, request, row, kept);
  for (const one of kept) files.push({ name: one.name, ...(await archive(session, folders, one)) });
  await tellResults(session, folders, row.evidence.files);
  const left = found.length - files.length;
  return { state: after.state, files, ...(left > 0 && { left }) };
}

/** A file that may not be read keeps no other from being taken. */
async function keepOne(
  needs: FetchNeeds,
  { tenant, partner }: Onboarding,
  { session, folders }: Inbox,
  { name, size }: SftpFile,
): Promise<Kept | { readonly name: string; readonly failure: string }> {
  if (size > LARGEST_TEST) return { name, failure: `${size} bytes are more than ${LARGEST_TEST}` };
  try {
    const body = await session.read(inFolder(folders.in, name), size);
    const sha256 = createHash('sha256').update(body).digest('hex');
    await needs.files.put(tenant, partner, sha256, body);
    return { name, sha256 };
  } catch (error) {
    if (!isAnswered(error)) throw error;
    return { name, failure: error.message };
  }
}

/** A file under the same name and with the same bytes waits once. */
function note(needs: FetchNeeds, who: Request, { partner }: Onboarding, kept: readonly Kept[]): Promise<Onboarding> {
  return takeAct(needs, { partner, who }, ({ fetched = [] }, at) => {
    const isKept = ({ name, sha256 }: Kept) => kept.some((one) => one.name === name && one.sha256 === sha256);
    const others = fetched.filter((one) => !isKept(one));
    const all = [...others, ...kept.map((one) => ({ ...one, at }))];
    if (all.length > MOST_FILES) return tooMany(fetched.length);
    const detail = { fetched: kept.map(({ name }) => name) };
    return { act: 'note-message', more: { fetched: all }, detail, told: 'onboarding-files-fetched' };
  });
}

const tooMany = (waiting: number) =>
  refuse('conflict', `${waiting} files wait to be judged, and ${MOST_FILES} may`, {
    remedy: 'POST /partner/message-test {"act": "fetched"} judges them; then fetch the others',
  });
