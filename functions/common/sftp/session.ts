import { setImmediate } from 'node:timers/promises';
import type { FileEntryWithStats } from 'ssh2';
import type { OutboundGuard } from '#common/send/outbound.ts';
import { type Calls, openCalls } from './calls.ts';
import { connect } from './connect.ts';
import { hostKeyTries, type Login, logIn, UnpinnedHostKey } from './log-in.ts';
import { readFile } from './read-file.ts';
import { fx, isAnswered, SftpFault, type SftpStep } from './sftp-fault.ts';
import { writeFile } from './write-file.ts';

/** Names of one folder that are looked at. */
const MOST_NAMES = 10_000;

export interface SftpFile {
  readonly name: string;
  readonly size: number;
  /** Seconds since 1970 by the server's clock. */
  readonly mtime: number;
}

/** A partner's files, for as long as the session lasts. Whatever fails is thrown as `SftpFault`. */
export interface Session {
  /** Plain files of a folder; folders, links and the like are left out. At most 10,000 names are looked at. */
  list(folder: string): Promise<SftpFile[]>;
  /** Undefined where there is none. */
  stat(path: string): Promise<Omit<SftpFile, 'name'> | undefined>;
  /** @throws also when it has more or less than `size` bytes by now */
  read(path: string, size: number): Promise<Buffer>;
  /** Makes or overwrites a file, and has it written through where the server can. @throws also when it has another size then */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Does not overwrite: a name that is taken is refused. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes a folder where there is none. */
  makeFolder(path: string): Promise<void>;
  close(): void;
}

/** Where a session leads, and as whom. */
export interface SftpTarget {
  /** `sftp://host:port` */
  readonly url: string;
  readonly login: Login;
}

export type Told = (step: SftpStep, detail: string) => void;

/** Opens a session; whoever opens it closes it. @param told hears of each step that went well */
export async function openSession(
  guard: OutboundGuard,
  { url, login }: SftpTarget,
  signal: AbortSignal,
  told: Told = () => undefined,
): Promise<Session> {
  const client = await enter(guard, { url, login }, signal, told);
  try {
    return sessionOf(await openCalls(client, signal));
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** @throws SftpFault of the first try, where no kind of its keys is pinned */
async function enter(guard: OutboundGuard, { url, login }: SftpTarget, signal: AbortSignal, told: Told) {
  const steps = new Set<SftpStep>();
  const toldOnce: Told = (step, detail) => {
    if (!steps.has(step)) told(step, detail);
    steps.add(step);
  };
  let first: SftpFault | undefined;
  for (const kinds of hostKeyTries) {
    try {
      return await logIn(await connect(guard, url, signal, toldOnce), login, kinds, signal, toldOnce);
    } catch (error) {
      const isHostKey = error instanceof SftpFault && error.step === 'host key';
      if (!isHostKey || (first === undefined && !(error instanceof UnpinnedHostKey))) throw error;
      first ??= error;
    }
  }
  throw first;
}

const sessionOf = (calls: Calls): Session => ({
  list: (folder) => list(calls, folder),
  stat: (path) => stat(calls, path),
  read: (path, size) => readFile(calls, path, size),
  write: (path, bytes) => writeFile(calls, path, bytes),
  rename: (from, to) => calls.run(`rename ${from} to ${to}`, (done) => calls.sftp.rename(from, to, done)),
  remove: (path) => calls.run(`remove ${path}`, (done) => calls.sftp.unlink(path, done)),
  makeFolder: (path) => makeFolder(calls, path),
  close: () => calls.close(),
});

async function list({ sftp, call, run }: Calls, folder: string): Promise<SftpFile[]> {
  const what = `list ${folder}`;
  const handle = await call<Buffer>(what, (done) => sftp.opendir(folder, done));
  const found: FileEntryWithStats[] = [];
  try {
    while (found.length < MOST_NAMES) {
      const some = await call<FileEntryWithStats[]>(what, (done) => sftp.readdir(handle, done)).catch(atEnd);
      if (some.length === 0) break;
      found.push(...some.slice(0, MOST_NAMES - found.length));
      await setImmediate();
    }
  } finally {
    await run(what, (done) => sftp.close(handle, done)).catch(() => undefined);
  }
  return found
    .filter(({ attrs }) => attrs.isFile())
    .map(({ filename, attrs }) => ({ name: filename, size: attrs.size, mtime: attrs.mtime }));
}

function atEnd(error: unknown): [] {
  if (isAnswered(error) && error.status === fx.eof) return [];
  throw error;
}

async function stat({ sftp, call }: Calls, path: string) {
  try {
    const { size, mtime } = await call<{ size: number; mtime: number }>(`look at ${path}`, (done) =>
      sftp.stat(path, done),
    );
    return { size, mtime };
  } catch (error) {
    if (isAnswered(error) && error.status === fx.noSuchFile) return undefined;
    throw error;
  }
}

async function makeFolder(calls: Calls, path: string): Promise<void> {
  if ((await stat(calls, path)) !== undefined) return;
  try {
    await calls.run(`make ${path}`, (done) => calls.sftp.mkdir(path, done));
  } catch (error) {
    // Two turns may make it at once: one of them finds it made.
    if (error instanceof SftpFault && (await stat(calls, path)) !== undefined) return;
    throw error;
  }
}
