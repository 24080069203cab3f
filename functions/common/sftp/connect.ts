import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { Address, OutboundGuard } from '#common/send/outbound.ts';
import { isRefusal } from '#shared/refusal.ts';
import { SftpFault } from './sftp-fault.ts';

/** Until a connection stands, the name's address included. */
const CONNECT_MS = 10_000;
const SSH_PORT = 22;

/**
 * Connects to the address that the guard allowed, and to no other.
 *
 * @param url `sftp://host:port`
 * @param told hears of each step that went well
 */
export async function connect(
  guard: OutboundGuard,
  url: string,
  signal: AbortSignal,
  told: (step: 'resolve' | 'connect', detail: string) => void,
): Promise<Socket> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
  const { address, family } = await allowed(guard, url, soon);
  told('resolve', address);
  const port = Number(URL.parse(url)?.port || SSH_PORT);
  const socket = createConnection({ host: address, port, family, noDelay: true });
  // Stays on: a late error of a connection that is given up must not end the process.
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: soon });
  } catch (error) {
    socket.destroy();
    throw new SftpFault('connect', `${address} port ${port}: ${reasonOf(error, soon)}`);
  }
  told('connect', `${address} port ${port}`);
  return socket;
}

async function allowed(guard: OutboundGuard, url: string, signal: AbortSignal): Promise<Address> {
  let found: Awaited<ReturnType<OutboundGuard>>;
  try {
    found = await before(signal, guard(url));
  } catch (error) {
    throw new SftpFault('resolve', `the name does not resolve: ${reasonOf(error, signal)}`);
  }
  if (isRefusal(found)) throw new SftpFault('resolve', found.detail, { isForbidden: true, remedy: found.remedy });
  return found;
}

/** What is awaited, or the signal's reason when that comes first: a lookup itself cannot be called off. */
function before<T>(signal: AbortSignal, awaited: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([awaited, late]);
}

const reasonOf = (error: unknown, signal: AbortSignal) =>
  signal.aborted ? 'no answer in time' : String((error instanceof Error && 'code' in error && error.code) || error);
