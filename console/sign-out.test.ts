import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSignInPeer } from '../test/kit/sign-in-peer.ts';
import { OpenSession } from './open-session.ts';
import { leaveWithOthers, signOut } from './sign-out.ts';

let peer: Awaited<ReturnType<typeof startSignInPeer>>;
let isAway: boolean;
const stops: (() => void)[] = [];
const items = new Map<string, string>();
const replaceState = vi.fn();

beforeEach(async () => {
  isAway = false;
  peer = await startSignInPeer((path) => {
    if (path === '/console.json') return isAway ? { status: 503, body: 'down' } : undefined;
    return { status: 200 };
  });
  items.clear();
  vi.stubGlobal('sessionStorage', {
    get length() {
      return items.size;
    },
    key: (i: number) => [...items.keys()][i] ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
    removeItem: (name: string) => void items.delete(name),
  });
  vi.stubGlobal('history', { replaceState });
  replaceState.mockClear();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await peer.stop();
});

/** A tab that somebody is signed in in. */
function tab(renewal: string, username = 'otto', tenant = 'acme'): OpenSession {
  const who = { token: 't', role: 'qa', username, tenant, provedAt: 0, since: 0, until: 3_600_000, renewal };
  const renew = () => Promise.reject(new Error('not asked'));
  const signedIn = new OpenSession(who, { renew, now: () => 0 });
  stops.push(leaveWithOthers(signedIn));
  return signedIn;
}

const revoked = () =>
  peer
    .asked('/oauth2/revoke')
    .map((form) => form.get('token'))
    .sort();

test('signing out in one tab has this person’s others drop what they show and leave, and nothing of theirs is renewed any more', async () => {
  const [here, behind] = [tab('r1'), tab('r2')];
  await signOut(here);
  await expect.poll(revoked).toEqual(['r1', 'r2']);
  for (const one of [here, behind]) expect(one.present()).toMatchObject({ standing: 'ended' });
  // Nobody is asked to sign in over what is shown: where he left he is on his way, and the others show nothing.
  expect(here.present()).toMatchObject({ isAsking: false, isGone: false });
  expect(behind.present()).toMatchObject({ isAsking: false, isGone: true });
  expect(replaceState).toHaveBeenCalledOnce();
  await expect.poll(() => peer.went, { timeout: 5_000 }).toHaveLength(2);
  const [first, second = ''] = peer.went;
  expect(first).toBe(
    `${peer.origin}/logout?client_id=console&logout_uri=${encodeURIComponent('https://seriate.example/')}`,
  );
  // The sign-in page may know him still.
  expect(second).toContain(`${peer.origin}/oauth2/authorize?`);
  expect(new URL(second).searchParams.get('prompt')).toBe('login');
});

test('a tab whose session had ended by itself drops what it shows as well', async () => {
  const behind = tab('r2');
  behind.leave();
  behind.ask(true);
  await signOut(tab('r1'));
  await expect.poll(() => behind.present()).toMatchObject({ isAsking: false, isGone: true });
});

test('it ends nobody else’s, and not this person’s for another tenant', async () => {
  const others = [tab('r2', 'ada'), tab('r3', 'otto', 'other')];
  const mine = tab('r4');
  await signOut(tab('r1'));
  await expect.poll(() => mine.present().standing).toBe('ended');
  for (const one of others) expect(one.present().standing).toBe('open');
});

test('what was kept in the tab is gone, whatever comes of leaving, and what is not ours stays', async () => {
  items.set('seriate-signing', 'words').set('seriate-sent', '[]').set('other', 'kept');
  isAway = true;
  await expect(signOut(tab('r1'))).rejects.toThrow();
  expect([...items.keys()]).toEqual(['other']);
});

test('a page whose settings do not come has ended all the same, says that nobody was told, and can be left again', async () => {
  isAway = true;
  const here = tab('r1');
  await expect(signOut(here)).rejects.toThrow();
  expect(here.present().standing).toBe('ended');
  expect(peer.went).toEqual([]);
  isAway = false;
  await signOut(here);
  expect(peer.went).toHaveLength(1);
});
