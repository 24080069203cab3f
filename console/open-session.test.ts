import { expect, test } from 'vitest';
import { Problem } from './api.ts';
import { OpenSession } from './open-session.ts';
import { type Session, SignInFailed } from './tokens.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const aSession = (token: string, since: number, more: Partial<Session> = {}): Session => ({
  token,
  tenant: 'acme-pharma',
  role: 'qa',
  username: 'quinn',
  provedAt: 0,
  since,
  until: since + HOUR,
  renewal: `after ${token}`,
  ...more,
});

/** A session that began with token 1, at a sign-in page that answers as it is told; and the clock on the wall. */
function opened(answer: 'next' | 'none' | 'down' = 'next') {
  const page = { now: 0, answer, asked: 0 };
  const renew = async ({ renewal = '' }: Session) => {
    page.asked++;
    await Promise.resolve();
    if (page.answer === 'down') throw new TypeError('no route');
    if (page.answer === 'none') throw new SignInFailed('400');
    return aSession(String(Number(renewal.replace('after ', '')) + 1), page.now);
  };
  return { page, session: new OpenSession(aSession('1', 0), { renew, now: () => page.now }) };
}

test('whoever goes on working has the next token before the one ends, whatever asks at once', async () => {
  const { page, session } = opened();
  page.now = 53 * MINUTE;
  session.used();
  expect(session.rest()).toBe(MINUTE);
  expect(await session.hold(false)).toBe('1');
  expect(page.asked).toBe(0);
  page.now = 55 * MINUTE;
  session.used();
  await Promise.all([session.look(), session.hold(true), session.look()]);
  expect(page.asked).toBe(1);
  expect(await session.hold(false)).toBe('2');
  expect(session.present()).toMatchObject({ standing: 'open', isAsking: false });
});

test('a page that nobody used for an hour is signed in no longer, and no press of then revives it', async () => {
  const { page, session } = opened();
  page.now = 10 * MINUTE;
  session.used();
  page.now = 59 * MINUTE;
  await session.look();
  page.now = 118 * MINUTE;
  await session.look();
  expect(session.token).toBe('2');
  page.now = 120 * MINUTE;
  session.used();
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true });
  expect(session.present().session.renewal).toBeUndefined();
});

test('who comes back in time from a machine that slept goes on', async () => {
  const { page, session } = opened();
  page.now = 50 * MINUTE;
  session.used();
  page.now = 80 * MINUTE;
  session.used();
  expect(await session.hold(true)).toBe('2');
});

test('where there is no next token it is told before the last has ended', async () => {
  const { page, session } = opened('none');
  page.now = 55 * MINUTE;
  await session.look();
  expect(session.rest()).toBe(5 * MINUTE);
  expect(session.present()).toMatchObject({ standing: 'ending', isAsking: false });
  expect(await session.hold(false)).toBe('1');
  page.now = HOUR;
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true });
  expect(page.asked).toBe(1);
});

test('a sign-in page that does not answer is asked again', async () => {
  const { page, session } = opened('down');
  page.now = 55 * MINUTE;
  await session.look();
  expect(session.present().standing).toBe('open');
  page.answer = 'next';
  await session.look();
  expect(session.token).toBe('2');
});

test('once it has ended, questions wait until somebody signs in again, and deeds are refused', async () => {
  const { page, session } = opened('none');
  page.now = 2 * HOUR;
  await session.look();
  const waiting = session.hold(true);
  const left = new AbortController();
  const gone = session.hold(true, left.signal);
  left.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  session.ask(false);
  await expect(session.hold(false)).rejects.toBeInstanceOf(Problem);
  expect(session.present().isAsking).toBe(true);
  session.resume(aSession('again', page.now));
  expect(await waiting).toBe('again');
  expect(session.present()).toMatchObject({ standing: 'open', isAsking: false });
});

test('a page of one person goes on as nobody else', async () => {
  const { page, session } = opened('none');
  page.now = 2 * HOUR;
  await session.look();
  expect(() => session.resume(aSession('x', page.now, { username: 'ada' }))).toThrow('you signed in as ada');
  expect(() => session.resume(aSession('x', page.now, { tenant: 'other' }))).toThrow(SignInFailed);
  expect(session.present().standing).toBe('ended');
});

test('a token that the server takes no more is renewed, or the session has ended', async () => {
  const { page, session } = opened();
  expect(await session.refused('1')).toBe(true);
  expect(session.token).toBe('2');
  // Told late of the first: there is another by now.
  expect(await session.refused('1')).toBe(true);
  expect(page.asked).toBe(1);
  page.answer = 'none';
  expect(await session.refused('2')).toBe(false);
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true });
});
