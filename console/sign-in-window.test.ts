import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { givenTokens, startSignInPeer } from '../test/kit/sign-in-peer.ts';
import { handBack, signInByWindow } from './sign-in-window.ts';
import { SignInFailed } from './tokens.ts';

let peer: Awaited<ReturnType<typeof startSignInPeer>>;
/** The window that was opened, and this one as it is in it. */
let opened: { at: string[]; closed: number } | null;
let ownClosed: number;
let stop: AbortController;

beforeEach(async () => {
  peer = await startSignInPeer((path) => (path === '/oauth2/token' ? givenTokens('otto', 'r1') : undefined));
  const popup = { at: [] as string[], closed: 0 };
  opened = popup;
  ownClosed = 0;
  stop = new AbortController();
  const open = () =>
    opened && { location: { replace: (to: string) => void popup.at.push(to) }, close: () => popup.closed++ };
  vi.stubGlobal('window', { open, close: () => ownClosed++ });
});
afterEach(() => peer.stop());

/** Where the window was sent to sign in. */
async function sentTo(): Promise<URLSearchParams> {
  await expect.poll(() => opened?.at.length).toBe(1);
  return new URL(opened?.at[0] ?? '').searchParams;
}

/** Comes back, and no page takes what it was told. */
async function untaken(told: Record<string, string>): Promise<boolean> {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const taken = handBack(new URLSearchParams(told));
    vi.advanceTimersByTime(3_000);
    return await taken;
  } finally {
    vi.useRealTimers();
  }
}

/** The window comes back with what the sign-in page told it. */
const comesBack = async (told: Record<string, string>) =>
  handBack(new URLSearchParams({ state: (await sentTo()).get('state') ?? '', ...told }));

test('who signs in in the window is handed to the page, and the window closes', async () => {
  const session = signInByWindow(stop.signal);
  expect(await comesBack({ code: 'c1' })).toBe(true);
  expect(await session).toMatchObject({ username: 'otto', renewal: 'r1' });
  expect(ownClosed).toBe(1);
  expect(peer.asked('/oauth2/token')[0]?.get('code')).toBe('c1');
});

test('the sign-in page asks for the password, whoever it knows: it may know another, or who left the page alone', async () => {
  const session = signInByWindow(stop.signal);
  expect((await sentTo()).get('prompt')).toBe('login');
  await comesBack({ code: 'c1' });
  await session;
});

test('what the window of another page was told is not this one’s', async () => {
  const session = signInByWindow(stop.signal);
  await sentTo();
  expect(await untaken({ state: 'window.other', code: 'theirs' })).toBe(false);
  expect(ownClosed).toBe(0);
  await comesBack({ code: 'c1' });
  await session;
  expect(peer.asked('/oauth2/token').map((form) => form.get('code'))).toEqual(['c1']);
});

test('the page says why nobody was let in', async () => {
  const session = signInByWindow(stop.signal).catch((error: unknown) => error);
  await comesBack({ error: 'access_denied', error_description: 'The account is locked' });
  const why = await session;
  expect(why).toBeInstanceOf(SignInFailed);
  expect(String(why)).toContain('The account is locked');
  expect(opened?.closed).toBe(1);
});

test('a browser that opens no window has the page say so', async () => {
  opened = null;
  await expect(signInByWindow(stop.signal)).rejects.toThrow('Allow this page to open one');
});

test('whoever says later while the window is on its way, or has opened, hears of it no more', async () => {
  // The settings are still being read.
  const early = signInByWindow(stop.signal);
  stop.abort(new Error('later'));
  await expect(early).rejects.toThrow('later');
  expect(opened).toMatchObject({ at: [], closed: 1 });
  stop = new AbortController();
  const session = signInByWindow(stop.signal).catch((error: unknown) => error);
  const state = (await sentTo()).get('state') ?? '';
  stop.abort(new Error('later'));
  expect(String(await session)).toContain('later');
  expect(opened?.closed).toBe(2);
  expect(await untaken({ state, code: 'c1' })).toBe(false);
  expect(peer.asked('/oauth2/token')).toEqual([]);
});
