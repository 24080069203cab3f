import * as v from 'valibot';
import { beginSignIn, IN_WINDOW } from './authorize-url.ts';
import { ownTab } from './tab-store.ts';
import { exchange, type Session, SignInFailed } from './tokens.ts';

const pending = 'seriate-sign-in';
const pendingShape = v.object({ verifier: v.string(), state: v.string(), place: v.optional(v.string(), '') });

/**
 * The session when the sign-in page just sent us back, `handed-back` when that was for the page that opened this window, else undefined after leaving for the sign-in page.
 * Rejects with `SignInFailed` when it did not let us in.
 */
export async function signIn(): Promise<Session | 'handed-back' | undefined> {
  const returned = new URLSearchParams(location.search);
  const [code, state] = [returned.get('code'), returned.get('state')];
  if (state?.startsWith(IN_WINDOW) === true) {
    const { handBack } = await import('./sign-in-window.ts');
    if (await handBack(returned)) return 'handed-back';
  }
  const begun = sessionStorage.getItem(pending);
  if (returned.has('error')) {
    // The address is cleared, so that loading the page again begins anew; going there by itself would go on for ever.
    sessionStorage.removeItem(pending);
    history.replaceState(null, '', location.pathname);
    throw new SignInFailed(`Sign-in failed: ${returned.get('error_description') ?? returned.get('error')}`);
  }
  if (code !== null && begun !== null) {
    const { verifier, state: expected, place } = v.parse(pendingShape, JSON.parse(begun));
    sessionStorage.removeItem(pending);
    history.replaceState(null, '', `${location.pathname}${place}`);
    if (state === expected) {
      const session = await exchange(code, verifier);
      ownTab(session);
      return session;
    }
  }
  await leave();
  return undefined;
}

/** Leaves for the sign-in page, which asks for the password whoever is signed in: a signature needs a fresh proof. Comes back to this place. */
export const signInAgain = (): Promise<void> => leave({ prompt: 'login' });

async function leave(more: Readonly<Record<string, string>> = {}): Promise<void> {
  const { verifier, state, url } = await beginSignIn(more);
  sessionStorage.setItem(pending, JSON.stringify({ verifier, state, place: location.hash }));
  location.assign(url);
}
