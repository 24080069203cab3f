import { tried } from './ask.ts';
import { session } from './session.ts';

const AT_MOST_EVERY_MS = 30_000;
let toldAt = Number.NEGATIVE_INFINITY;

function seen(): void {
  if (session.get().token === '' || performance.now() - toldAt < AT_MOST_EVERY_MS) return;
  toldAt = performance.now();
  void tried('POST', '/api/session/seen');
}

/** Touching the screen keeps a session open; what the page asks by itself does not. */
export function keepSessionOpen(): void {
  document.addEventListener('pointerdown', seen);
  document.addEventListener('keydown', seen);
}
