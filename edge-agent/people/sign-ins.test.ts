import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { hire, PASSWORD, staffOf } from '../testing/staff.ts';
import { IDLE_MS } from './sessions.ts';
import { signatureOf } from './sign.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let staff: ReturnType<typeof staffOf>;
beforeEach(async () => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  staff = staffOf(stores.db);
  await hire(staff.people, 'olga', 'operator');
  stores.db.prepare('SELECT max(entry) FROM audit').get();
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

/** What the audit trail says of sign-ins. */
const trail = () =>
  stores.db
    .prepare("SELECT subject, now, why, who FROM audit WHERE who <> 'tester' ORDER BY entry")
    .all()
    .map(({ subject, now, why, who }) => `${subject} ${now}${why === null ? '' : ` (${why})`} by ${who}`);
const signIn = (password = PASSWORD, username = 'olga') => staff.sessions.open(username, password);
const tokenOf = async () => {
  const opened = await signIn();
  return 'token' in opened ? opened.token : '';
};

test('who signs in and out stands in the audit trail', async () => {
  staff.sessions.close(await tokenOf());
  expect(trail()).toEqual(['person olga signed in by olga', 'person olga signed out by olga']);
});

test('so does a session that ends because nobody touched the screen, its holder has left, or the agent ends', async () => {
  await tokenOf();
  staff.clock.now += IDLE_MS;
  staff.sessions.endIdle();
  staff.sessions.endIdle();
  const other = await tokenOf();
  staff.people.change('olga', { roles: [], active: false }, 'tester', at);
  staff.sessions.endIdle();
  staff.people.change('olga', { roles: ['operator'], active: true }, 'tester', at);
  expect(staff.sessions.whose(other)).toBeUndefined();
  await tokenOf();
  staff.sessions.closeAll();
  expect(trail()).toEqual([
    'person olga signed in by olga',
    'person olga signed out (nobody touched the screen) by agent',
    'person olga signed in by olga',
    'person olga signed out (has left) by agent',
    'person olga signed in by olga',
    'person olga signed out (the agent ends) by agent',
  ]);
});

test('an attempt that fails stands there too: at signing in, at signing, and while it is locked', async () => {
  await signIn('wrong');
  staff.clock.now += 15 * 60_000;
  const olga = staff.people.find('olga');
  if (olga === undefined) throw new Error('olga is not there');
  await signatureOf(staff, olga, { password: 'wrong', meaning: 'line cleared' });
  for (let tries = 0; tries < 4; tries++) await signIn('wrong');
  staff.signIns.settle(true);
  expect(trail()).toEqual([
    'person olga sign-in failed (wrong password) by agent',
    'person olga signature failed (wrong password) by agent',
    'person olga locked until 2026-03-01T08:30:00.000Z (wrong passwords) by agent',
    'person olga failed 4 more times (since 2026-03-01T08:15:00.000Z) by agent',
  ]);
});

test('what was wrong before somebody got in stands before that', async () => {
  await signIn('wrong');
  await signIn('wrong');
  await signIn();
  expect(trail()).toEqual([
    'person olga sign-in failed (wrong password) by agent',
    'person olga failed 1 more times (since 2026-03-01T08:00:00.000Z) by agent',
    'person olga signed in by olga',
  ]);
});

test('a flood of names that nobody has fills no disk, and a password typed as a name is not kept', () => {
  for (let tries = 0; tries < 10_000; tries++) staff.signIns.failed(undefined, 'sign-in', 'a name that nobody has');
  for (let tries = 0; tries < 10_000; tries++) staff.signIns.failed('olga', 'sign-in', 'wrong password');
  staff.clock.now += 15 * 60_000;
  staff.signIns.settle();
  staff.signIns.settle();
  expect(trail()).toEqual([
    'sign-in sign-in failed (a name that nobody has) by agent',
    'person olga sign-in failed (wrong password) by agent',
    'sign-in failed 9999 more times (since 2026-03-01T08:00:00.000Z) by agent',
    'person olga failed 9999 more times (since 2026-03-01T08:00:00.000Z) by agent',
  ]);
});
