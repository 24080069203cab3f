import { timingSafeEqual } from 'node:crypto';
import ssh2, { type AuthContext, type ParsedKey, type PublicKeyAuthContext } from 'ssh2';
import type { FaultPlan } from '../faults.ts';

/** Who is let in. */
export interface Logins {
  readonly user: string;
  readonly password: string;
  /** By which the user may log in, too. */
  readonly keys: ParsedKey[];
}

/** A line of `authorized_keys`. @throws where it is none */
export function readKey(line: string): ParsedKey {
  const read = ssh2.utils.parseKey(line);
  if (read instanceof Error) throw read;
  return read;
}

/** Lets in who proves to be the user, unless the fault of this login says otherwise. */
export function judge(
  context: AuthContext,
  { user, password, keys }: Logins,
  faults: FaultPlan,
  cut: () => void,
): void {
  const isAskedOnly = context.method === 'none' || (context.method === 'publickey' && context.signature === undefined);
  const fault = isAskedOnly ? undefined : faults('login');
  if (fault?.kind === 'refuse') cut();
  else if (isUser(context, { user, password, keys }) && fault?.kind !== 'status') context.accept();
  else context.reject(['publickey', 'password']);
}

function isUser(context: AuthContext, { user, password, keys }: Logins): boolean {
  if (context.username !== user) return false;
  if (context.method === 'password') return same(context.password, password);
  return context.method === 'publickey' && keys.some((key) => isProved(context, key));
}

function isProved({ key, blob, signature, hashAlgo }: PublicKeyAuthContext, known: ParsedKey): boolean {
  if (key.algo !== known.type || !known.getPublicSSH().equals(key.data)) return false;
  // The first question is only whether such a key would do.
  return signature === undefined || (blob !== undefined && known.verify(blob, signature, hashAlgo) === true);
}

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
