import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** CPU and memory cost (RFC 7914): 32 MiB and about a tenth of a second for each try. */
const [LOG_N, R, P] = [15, 8, 1];
const BYTES = 32;

const written = /^scrypt:(\d{2}):(\d{1,2}):(\d):([A-Za-z0-9_-]{22,}):([A-Za-z0-9_-]{43})$/;

/** Whether a text is what `hashPassword` answers. */
export function isPasswordHash(text: string): boolean {
  const [, logN] = written.exec(text) ?? [];
  // What a configuration may ask for is bounded: each step doubles the memory that one try takes.
  return logN !== undefined && Number(logN) >= 14 && Number(logN) <= 17;
}

/** Makes of a password what may be kept: salt and cost go with the hash. Each step of `logN` doubles the cost of a try. */
export async function hashPassword(password: string, logN = LOG_N): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, { logN, r: R, p: P });
  return `scrypt:${logN}:${R}:${P}:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/** Whether that is the password. Takes as long for a wrong one as for the right one. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = written.exec(kept) ?? [];
  const cost = { logN: Number(logN ?? LOG_N), r: Number(r ?? R), p: Number(p ?? P) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

function derive(
  password: string,
  salt: Buffer,
  { logN, r, p }: { logN: number; r: number; p: number },
): Promise<Buffer> {
  const cost = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  // Off the event loop, which has verdicts to give: crypto.scrypt works in a thread of its own.
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, BYTES, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
