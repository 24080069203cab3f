import { DeviceFault } from '../device-fault.ts';

/** Statuses that end a connection and come right by themselves with a new one. */
const OVER =
  /Bad(Session(Id|Closed)|SecureChannel(Id|Closed)|ConnectionClosed|Shutdown|ServerHalted|NotConnected|CommunicationError)/;
/** A server that has no room for another client, or hangs up on it before it said anything. */
const FULL =
  /Bad(TooManySessions|MaxConnectionsReached|TcpServerTooBusy|TcpNotEnoughResources)|rejected by server.*disconnected by third party/;
/** A status, or words of the library about what it found: a matter of settings, not of time. */
const AMISS = /Bad[A-Z]|certificate|[Cc]annot find|cannot construct|EACCES|EROFS|ENOSPC|EPERM|Invalid/;
const TIMED_OUT = /BadTimeout|BadRequestTimeout|timed? ?out|ETIMEDOUT/i;

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

/** What the library rejects with, as a fault. It has few kinds of errors, so that the words of the message have to tell. */
export function asOpcuaFault(what: string, cause: unknown): DeviceFault {
  if (cause instanceof DeviceFault) return cause;
  const said = (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s+/g, ' ').trim();
  const message = `${what}: ${said.slice(0, 300)}`;
  const system = /\b(ECONNREFUSED|ENOTFOUND)\b/.exec(said)?.[1] ?? (FULL.test(said) ? 'ECONNREFUSED' : undefined);
  if (system !== undefined) return new DeviceFault('disconnected', message, { cause: withCode(said, system) });
  if (OVER.test(said)) return new DeviceFault('disconnected', message, { cause });
  if (TIMED_OUT.test(said)) return new DeviceFault('timeout', message, { cause });
  return new DeviceFault(AMISS.test(said) ? 'rejected' : 'disconnected', message, { cause });
}
