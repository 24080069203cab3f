import type { World } from './world.ts';

/** The belt is looked at at least this often, so that a quota given to an empty line is noticed. */
const LONGEST_MS = 10;
/** A simulator that was starved of processor time slows its belt rather than let cartons jump past the gate. */
const MOST_AT_ONCE_MS = 20;

/**
 * Moves a world's belt by the clock until the returned function is called.
 *
 * @param speed millimetres a millisecond
 * @param stands true while the belt is not allowed to move
 */
export function runBelt(world: World, speed: number, stands: () => boolean): () => void {
  let last = performance.now();
  let timer: NodeJS.Timeout;
  const turn = () => {
    const now = performance.now();
    if (!stands()) world.advance(Math.min(now - last, MOST_AT_ONCE_MS) * speed);
    last = now;
    timer = setTimeout(turn, Math.min(LONGEST_MS, Math.max(1, world.nextIn / speed)));
  };
  timer = setTimeout(turn, 0);
  return () => clearTimeout(timer);
}
