import { randomBytes, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** Somebody who works at a line, with the password that the agent asks for. */
export interface Worker {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

const shape = v.object({
  users: v.array(
    v.object({
      username: v.string(),
      password: v.string(),
      role: v.optional(v.string(), ''),
      name: v.optional(v.string()),
      site: v.optional(v.string()),
    }),
  ),
});

/** The people of a site, from `credentials.json` of the data directory. */
export function staffOf(data: string, site: string): Worker[] {
  const { users } = v.parse(shape, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
  return users.flatMap(({ site: at, name, ...user }) =>
    at === site ? [{ ...user, name: name ?? user.username }] : [],
  );
}

/** Who resumes after a power cut. Throws when the file names nobody. */
export function operatorOf(staff: readonly Worker[]): Worker {
  const operator = staff.find(({ role }) => role === 'operator');
  if (operator === undefined) throw new Error('credentials.json names no operator of the plant: --fresh begins anew');
  return operator;
}

/** People as an agent's configuration names them, with hashes in the form that `docs/line.md` gives. */
export const configured = (staff: readonly Worker[]) =>
  staff.map(({ username, name, role, password }) => ({ username, name, roles: [role], password: hashOf(password) }));

/** The hash of a password in the form that `docs/line.md` gives. */
export function hashOf(password: string): string {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
  return `scrypt:15:8:1:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}
