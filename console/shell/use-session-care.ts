import { useEffect } from 'react';
import type { OpenSession } from '../open-session.ts';
import { leaveWithOthers } from '../sign-out.ts';

/** A clock that slept goes wrong. */
const MOST_MS = 15_000;
const LEAST_MS = 1_000;
/** Screen readers and whoever dictates press nothing: they move the focus, write and click. */
const uses = ['pointerdown', 'keydown', 'wheel', 'input', 'focusin', 'click'] as const;

/** Tells a session of whoever uses the page, and has it look at the clock: a form asks for nothing while somebody fills it in. */
export function useSessionCare(signedIn: OpenSession): void {
  useEffect(() => careFor(signedIn), [signedIn]);
}

/** The same, of the page that there is. @returns what ends it */
export function careFor(signedIn: OpenSession): () => void {
  const stop = new AbortController();
  const how = { signal: stop.signal, capture: true, passive: true };
  for (const use of uses) window.addEventListener(use, () => signedIn.used(), how);
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    if (stop.signal.aborted) return;
    timer = setTimeout(() => void signedIn.look().then(wait), Math.min(MOST_MS, Math.max(LEAST_MS, signedIn.rest())));
  };
  wait();
  const stay = leaveWithOthers(signedIn);
  // A page that nobody looked at, or that slept, has had no clock.
  document.addEventListener('visibilitychange', () => void signedIn.look(), how);
  return () => {
    stop.abort();
    stay();
    clearTimeout(timer);
  };
}
