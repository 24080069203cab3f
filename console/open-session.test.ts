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

test('a page that nobody used for an hour is signed in no longer, whatever was renewed meanwhile, and no press of then revives it', async () => {
  const { page, session } = opened();
  page.now = 10 * MINUTE;
  session.used();
  page.now = 59 * MINUTE;
  await session.look();
  expect(session.token).toBe('2');
  page.now = 70 * MINUTE - 1;
  expect(session.rest()).toBe(1);
  expect(await session.hold(false)).toBe('2');
  page.now = 70 * MINUTE;
  session.used();
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true });
  expect(session.present().session.renewal).toBeUndefined();
  page.now = 71 * MINUTE;
  session.used();
  await session.look();
  await expect(session.hold(false)).rejects.toThrow('Your session has ended');
  expect(page.asked).toBe(1);
});

test('that nobody uses the page is told before it ends, and any press keeps it', async () => {
  const { page, session } = opened();
  page.now = 10 * MINUTE;
  session.used();
  page.now = 60 * MINUTE;
  await session.look();
  expect(session.present().standing).toBe('open');
  page.now = 64 * MINUTE;
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'unused', endsAt: 70 * MINUTE, isAsking: false });
  page.now = 69 * MINUTE;
  session.used();
  await session.look();
  expect(session.present().standing).toBe('open');
  page.now = 71 * MINUTE;
  expect(await session.hold(false)).toBe('2');
});

test('what cannot be renewed any more ends when nobody uses it, or with its token', async () => {
  const { page, session } = opened();
  page.now = 58 * MINUTE;
  session.used();
  page.now = 59 * MINUTE;
  await session.look();
  page.answer = 'none';
  page.now = 115 * MINUTE;
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'unused', endsAt: 118 * MINUTE });
  // The press keeps the page, and no token lives longer for it.
  page.now = 116 * MINUTE;
  session.used();
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'ending', endsAt: 119 * MINUTE });
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

test('a sign-in page that does not answer is asked again, and not at each key that somebody presses', async () => {
  const { page, session } = opened('down');
  page.now = 55 * MINUTE;
  for (let keys = 0; keys < 10; keys++) {
    session.used();
    await session.look();
  }
  expect(page.asked).toBe(1);
  expect(session.present().standing).toBe('open');
  page.answer = 'next';
  page.now += 10_000;
  await session.look();
  expect(session.token).toBe('2');
});

test('while the sign-in page does not answer nothing is asked with a token that has ended, and the session goes on after it', async () => {
  const { page, session } = opened('down');
  page.now = 55 * MINUTE;
  session.used();
  await session.look();
  page.now = 61 * MINUTE;
  for (const isQuestion of [true, false]) {
    const unreached = await session.hold(isQuestion).catch((error: unknown) => error);
    expect(unreached).toMatchObject({ isOfServer: true, said: { detail: 'no route' } });
  }
  expect(session.present()).toMatchObject({ standing: 'open', isAsking: false });
  page.answer = 'next';
  page.now += 10_000;
  expect(await session.hold(false)).toBe('2');
});

test('a token that the server takes no more ends no session while nobody can say whether there is a next one', async () => {
  const { page, session } = opened('down');
  await expect(session.refused('1')).rejects.toMatchObject({ isOfServer: true });
  expect(session.present()).toMatchObject({ standing: 'open', session: { renewal: 'after 1' } });
  page.answer = 'next';
  page.now += 10_000;
  expect(await session.refused('1')).toBe(true);
  expect(session.token).toBe('2');
});

test('whoever leaves is asked nothing, and what was on its way to him renews nothing', async () => {
  const { page, session } = opened();
  page.now = 55 * MINUTE;
  const renewing = session.look();
  expect(session.leave()).toBe('after 1');
  await renewing;
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: false, session: { renewal: undefined } });
  expect(session.token).toBe('1');
  expect(session.leave()).toBeUndefined();
});

test('of whoever left in another tab nothing is shown, also where the session had ended by itself', async () => {
  const { page, session } = opened('none');
  page.now = 2 * HOUR;
  await session.look();
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true, isGone: false });
  session.drop();
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: false, isGone: true });
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
  // Whose page it is signs in after them.
  session.resume(aSession('again', page.now));
  expect(await session.hold(false)).toBe('again');
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
