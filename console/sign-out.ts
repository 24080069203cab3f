import * as v from 'valibot';
import type { OpenSession } from './open-session.ts';
import { signInAgain } from './session.ts';
import { emptyTab } from './tab-store.ts';
import { home, readSettings, revoke } from './tokens.ts';

/** On which a page tells this person's other tabs that he leaves: each has its own token, and what it is renewed with. */
const CHANNEL = 'seriate-sign-out';
const leftShape = v.object({ username: v.string(), tenant: v.string(), by: v.string() });
/** By what a page knows its own message, which it hears as well. */
const told = new WeakMap<OpenSession, string>();
/** Nobody who wants to leave waits longer for an answer. */
const WAIT_MS = 3_000;
/** The sign-in page forgets him first: a sign-in that began before that would not be taken there. */
const FORGETS_MS = 1_500;

/** Ends the session of this page and of its person's other tabs, then at the sign-in page. @throws when that could not be reached: it may know him still */
export async function signOut(signedIn: OpenSession): Promise<void> {
  const renewal = signedIn.leave();
  emptyTab();
  const { username, tenant } = signedIn.present().session;
  const by = crypto.randomUUID();
  told.set(signedIn, by);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ username, tenant, by });
  channel.close();
  if (renewal !== undefined) await revoke(renewal);
  const { clientId, signInUrl } = await readSettings(WAIT_MS);
  location.assign(`${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: home() })}`);
}

/** Has a page drop what it shows, however it stood, and leave for the sign-in page once its person signs out in another. @returns what stops that */
export function leaveWithOthers(signedIn: OpenSession): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    const { session, isGone } = signedIn.present();
    if (!v.is(leftShape, data) || data.username !== session.username || data.tenant !== session.tenant) return;
    if (isGone || data.by === told.get(signedIn)) return;
    emptyTab();
    // The address names what was looked at; what is shown goes with the session.
    history.replaceState(null, '', location.pathname);
    // Where the sign-in page cannot be reached, the page says so.
    leaveAfter(signedIn.drop()).catch(() => undefined);
  });
  return () => channel.close();
}

/** Leaves for the sign-in page, which asks for the password, once nothing is renewed any more. */
async function leaveAfter(renewal: string | undefined): Promise<void> {
  const forgets = new Promise((resolve) => setTimeout(resolve, FORGETS_MS));
  await Promise.all([forgets, renewal !== undefined && revoke(renewal)]);
  await signInAgain();
}
