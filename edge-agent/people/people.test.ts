import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offsetAt } from '../line/event-clock.ts';
import { openDatabase } from '../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { hire, PASSWORD, staffOf } from '../testing/staff.ts';
import { firstPeople } from './first-people.ts';
import { hashPassword, isPassword, isPasswordHash } from './password.ts';
import { mayDo } from './rights.ts';
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
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const check = (password: string, username = 'olga') => staff.passwords.check(username, password);
const minutes = (count: number) => count * 60_000;

describe('a password', () => {
  test('is kept as a hash that tells nothing, and differs each time it is made', async () => {
    const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(one).not.toBe(other);
    expect(isPasswordHash(one)).toBe(true);
    expect(await isPassword('same', one)).toBe(true);
    expect(await isPassword('Same', one)).toBe(false);
  });

  test.each([
    '',
    'correct horse battery',
    'scrypt:30:8:1:AAAAAAAAAAAAAAAAAAAAAA:A',
    `scrypt:24:8:1:${'A'.repeat(22)}:${'A'.repeat(43)}`,
  ])('%j is no hash that an agent takes', (text) => expect(isPasswordHash(text)).toBe(false));

  test('that is wrong is refused in the same words as a name that nobody has', async () => {
    const wrong = await check('wrong');
    expect(wrong).toMatchObject({ refused: 'unauthenticated', rule: '21 CFR Part 11 §11.300' });
    expect(await check(PASSWORD, 'nobody')).toEqual(wrong);
    expect(await check(PASSWORD, 'OLGA')).toMatchObject({ username: 'olga' });
  });

  test('is not tried any more after five wrong ones, for a quarter of an hour, and whoever tries is told so', async () => {
    for (let tries = 0; tries < 5; tries++) await check('wrong');
    const locked = { refused: 'unauthenticated', remedy: expect.stringContaining('Wait 15 minutes') };
    expect(await check(PASSWORD)).toMatchObject(locked);
    expect(await check('wrong')).toMatchObject(locked);
    staff.clock.now += minutes(14);
    expect(await check(PASSWORD)).toMatchObject({ remedy: expect.stringContaining('Wait 1 minute,') });
    staff.clock.now += minutes(1);
    expect(await check(PASSWORD)).toMatchObject({ username: 'olga' });
    const [told] = stores.db.prepare("SELECT subject, why FROM audit WHERE now LIKE 'locked%'").all();
    expect(told).toEqual({ subject: 'person olga', why: 'wrong passwords' });
  });

  test('opens nothing for somebody who has left', async () => {
    staff.people.change('olga', { roles: ['operator'], active: false }, 'egon', at);
    expect(await check(PASSWORD)).toMatchObject({ refused: 'unauthenticated' });
  });

  test('is checked for no more people at once than the lines can bear', async () => {
    const tries = await Promise.all(Array.from({ length: 18 }, () => check(PASSWORD)));
    expect(tries.filter((one) => 'refused' in one && one.refused === 'busy')).toHaveLength(2);
  });
});

describe('a session', () => {
  const open = async () => {
    const opened = await staff.sessions.open('olga', PASSWORD);
    if ('refused' in opened) throw new Error(opened.detail);
    return opened.token;
  };

  test('ends when nobody touched the screen for ten minutes', async () => {
    const token = await open();
    staff.clock.now += IDLE_MS - 1;
    expect(staff.sessions.whose(token)).toMatchObject({ username: 'olga' });
    staff.sessions.seen(token);
    staff.clock.now += IDLE_MS - 1;
    expect(staff.sessions.whose(token)).toMatchObject({ username: 'olga' });
    staff.clock.now += 1;
    expect(staff.sessions.whose(token)).toBeUndefined();
  });

  test('ends with its holder’s leave, and when it is closed', async () => {
    const [one, other] = [await open(), await open()];
    staff.sessions.close(one);
    expect(staff.sessions.whose(one)).toBeUndefined();
    staff.people.change('olga', { roles: [], active: false }, 'egon', at);
    expect(staff.sessions.whose(other)).toBeUndefined();
  });
});

describe('a signature', () => {
  test('tells who, as printed, what it means, why, when and where on earth', async () => {
    const olga = staff.people.find('olga');
    if (olga === undefined) throw new Error('olga is not there');
    const given = { password: PASSWORD, meaning: 'line cleared', reason: 'every item was looked at' };
    expect(await signatureOf(staff, olga, given)).toEqual({
      by: 'olga',
      name: 'olga Smith',
      meaning: 'line cleared',
      reason: 'every item was looked at',
      at,
      offset: offsetAt(new Date(at)),
    });
    expect(await signatureOf(staff, olga, { ...given, password: 'wrong' })).toMatchObject({
      refused: 'unauthenticated',
    });
  });

  test('knows east from west', () => {
    const moment = new Date(at);
    moment.getTimezoneOffset = () => -330;
    expect(offsetAt(moment)).toBe('+05:30');
    moment.getTimezoneOffset = () => 210;
    expect(offsetAt(moment)).toBe('-03:30');
  });
});

describe('people', () => {
  test('of the configuration are taken in once: later changes stay', async () => {
    const configured = [
      { username: 'Egon', name: 'Egon', roles: ['engineer' as const], password: await hashPassword('x') },
    ];
    firstPeople(staff.people, configured, at);
    staff.people.change('egon', { roles: [], active: true }, 'olga', at);
    firstPeople(staff.people, configured, at);
    expect(staff.people.find('egon')).toMatchObject({ roles: [], mustChange: false });
  });

  test('may do what one of their roles may', () => {
    expect(mayDo(['operator'], 'approve-recipe')).toBe(false);
    expect(mayDo(['operator', 'qa'], 'approve-recipe')).toBe(true);
    expect(mayDo([], 'read-report')).toBe(false);
  });
});
