import * as v from 'valibot';
import { beginSignIn, IN_WINDOW } from './authorize-url.ts';
import { exchange, type Session, SignInFailed } from './tokens.ts';

/**
 * Between a page and the window in which somebody signs in for it. No window is told by its opener: a sign-in page may cut the two apart (Cross-Origin-Opener-Policy), and most
 * let nobody show them in a frame.
 */
const CHANNEL = 'seriate-sign-in';
const ANSWER_MS = 3_000;

const handedShape = v.object({
  state: v.string(),
  code: v.optional(v.string()),
  problem: v.optional(v.string()),
});
const takenShape = v.object({ taken: v.string() });

/**
 * Has somebody sign in in a window of its own, so that this page stays as it is. To be called at a press of a button, or browsers open none.
 *
 * @param signal ends the wait, and with it the sign-in
 * @throws SignInFailed
 */
export async function signInByWindow(signal: AbortSignal): Promise<Session> {
  // Opened before anything is waited for: after that it would be no answer to the press.
  const opened = window.open('', '_blank', 'popup,width=520,height=720');
  if (opened === null)
    throw new SignInFailed('The browser opened no window. Allow this page to open one, then try again.');
  try {
    // The sign-in page may know somebody else, or whoever left this page alone: it asks for the password.
    const { verifier, state, url } = await beginSignIn({ prompt: 'login' }, IN_WINDOW);
    signal.throwIfAborted();
    const handed = handedBack(state, signal);
    opened.location.replace(url);
    return await exchange(await handed, verifier);
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The code of the sign-in with that state. */
function handedBack(state: string, signal: AbortSignal): Promise<string> {
  const channel = new BroadcastChannel(CHANNEL);
  const waited = new Promise<string>((resolve, reject) => {
    channel.addEventListener('message', ({ data }) => {
      const read = v.safeParse(handedShape, data);
      if (!read.success || read.output.state !== state) return;
      channel.postMessage({ taken: state });
      const { code, problem = 'Sign-in failed' } = read.output;
      if (code === undefined) reject(new SignInFailed(problem));
      else resolve(code);
    });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return waited.finally(() => channel.close());
}

/**
 * In a window that the sign-in page sent back: hands what it was told to the page that opened it, and closes.
 *
 * @returns whether that page took it; it may be gone
 */
export async function handBack(returned: URLSearchParams): Promise<boolean> {
  const state = returned.get('state') ?? '';
  const channel = new BroadcastChannel(CHANNEL);
  const taken = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), ANSWER_MS);
    channel.addEventListener('message', ({ data }) => {
      if (v.is(takenShape, data) && data.taken === state) resolve(true);
    });
  });
  const error = returned.get('error');
  const problem = error === null ? undefined : `Sign-in failed: ${returned.get('error_description') ?? error}`;
  channel.postMessage({ state, code: returned.get('code') ?? undefined, problem });
  const isTaken = await taken;
  channel.close();
  if (isTaken) window.close();
  return isTaken;
}
