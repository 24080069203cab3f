import type { Client, SFTPWrapper } from 'ssh2';
import { SftpFault } from './sftp-fault.ts';

/** Until one operation is answered. */
const OPERATION_MS = 20_000;

/** Ends an operation, as the library calls back. */
export type Done<T> = (error: Error | null | undefined, value?: T) => void;

/** Operations on a server's files, each of which ends: by its answer, by the session's end, or by the clock, which ends the session. */
export interface Calls {
  readonly sftp: SFTPWrapper;
  /** @param what is told of it when it fails */
  call<T>(what: string, start: (done: Done<T>) => void): Promise<T>;
  /** For answers without a value. */
  run(what: string, start: (done: Done<unknown>) => void): Promise<void>;
  close(): void;
}

/** Opens the server's files. */
export async function openCalls(client: Client, signal: AbortSignal): Promise<Calls> {
  const lost = lostOf(client, signal);
  const ask = <T>(what: string, start: (done: Done<T>) => void) => bounded(client, lost, what, start);
  const sftp = there('sftp', await ask<SFTPWrapper>('open sftp', (done) => client.sftp(done)));
  sftp.on('error', () => client.destroy());
  return {
    sftp,
    call: async (what, start) => there(what, await ask(what, start)),
    run: async (what, start) => void (await ask(what, start)),
    close: () => {
      client.end();
      client.destroy();
    },
  };
}

function there<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new SftpFault('files', `${what}: the answer is empty`);
  return value;
}

/** Rejects when nothing will be answered any more. */
function lostOf(client: Client, signal: AbortSignal): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    const fail = (reason: string) => reject(new SftpFault('files', reason));
    client.once('error', ({ message }) => fail(`the connection broke: ${message}`));
    client.once('close', () => fail('the connection was closed'));
    signal.addEventListener('abort', () => fail('no answer in time'), { once: true });
  });
  // It may end while nobody waits for anything.
  lost.catch(() => undefined);
  return lost;
}

async function bounded<T>(
  client: Client,
  lost: Promise<never>,
  what: string,
  start: (done: Done<T>) => void,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const answered = new Promise<T | undefined>((resolve, reject) => {
    timer = setTimeout(() => {
      reject(new SftpFault('files', `${what}: no answer within ${OPERATION_MS / 1000} s`));
      client.destroy();
    }, OPERATION_MS);
    // What it throws at once, such as for an extension that the server lacks, is a failure of this call alone.
    start((error, value) => (error ? reject(faultOf(what, error)) : resolve(value)));
  });
  try {
    return await Promise.race([answered, lost]);
  } finally {
    clearTimeout(timer);
  }
}

function faultOf(what: string, error: Error): SftpFault {
  const status = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  return new SftpFault('files', `${what}: ${error.message}`, { status });
}
