import * as v from 'valibot';
import type { OpenSession } from './open-session.ts';
import { emptyTab } from './tab-store.ts';
import { home, readSettings, revoke } from './tokens.ts';

/** On which a page tells this person's other tabs that he leaves: each has its own token, and what it is renewed with. */
const CHANNEL = 'seriate-sign-out';
const leftShape = v.object({ username: v.string(), tenant: v.string() });
/** Nobody who wants to leave waits longer for an answer. */
const WAIT_MS = 3_000;

/** Ends the session of this page and of its person's other tabs, then at the sign-in page. @throws when that could not be reached: it may know him still */
export async function signOut(signedIn: OpenSession): Promise<void> {
  const renewal = signedIn.leave(false);
  emptyTab();
  const { username, tenant } = signedIn.present().session;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ username, tenant });
  channel.close();
  if (renewal !== undefined) await revoke(renewal);
  const { clientId, signInUrl } = await readSettings(WAIT_MS);
  location.assign(`${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: home() })}`);
}

/** Has a page end with its person's others, once he signs out in one of them. @returns what stops that */
export function leaveWithOthers(signedIn: OpenSession): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    const { session, standing } = signedIn.present();
    if (!v.is(leftShape, data) || data.username !== session.username || data.tenant !== session.tenant) return;
    emptyTab();
    // The page in which he left hears it as well.
    const renewal = standing === 'ended' ? undefined : signedIn.leave(true);
    if (renewal !== undefined) void revoke(renewal);
  });
  return () => channel.close();
}
