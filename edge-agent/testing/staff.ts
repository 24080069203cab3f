import { PasswordCheck } from '../people/check-password.ts';
import { hashPassword } from '../people/password.ts';
import { People } from '../people/people.ts';
import type { Role } from '../people/rights.ts';
import { Sessions } from '../people/sessions.ts';
import { SignIns } from '../people/sign-ins.ts';
import type { Database } from '../store/database.ts';
import { at } from './builders.ts';

/** Everybody's password here: making a hash takes a while, so it is made once. */
export const PASSWORD = 'correct horse battery';
const hash = hashPassword(PASSWORD, 14);

/** Takes somebody in who may sign in at once. */
export async function hire(people: People, username: string, ...roles: Role[]): Promise<void> {
  people.add({ username, name: `${username} Smith`, roles, password: await hash, mustChange: false }, 'tester', at);
}

/** The people of a site with a clock that a test sets. */
export function staffOf(db: Database) {
  const clock = { now: Date.parse(at) };
  const now = () => clock.now;
  const people = new People(db);
  const signIns = new SignIns(db, now);
  const passwords = new PasswordCheck(people, now, signIns);
  return { clock, now, people, passwords, signIns, sessions: new Sessions(people, passwords, now, signIns) };
}
