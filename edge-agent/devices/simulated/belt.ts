import type { World } from './world.ts';

/** The belt is looked at at least this often, so that a quota given to an empty line is noticed. */
const LONGEST_MS = 10;
/** A simulator that was starved of processor time slows its belt rather than let cartons jump past the gate. */
const MOST_AT_ONCE_MS = 20;

/** How far the belt runs on after an emergency stop has cut its drive. */
const COAST_MM = 60;

/** `held`: it stands at once, as a drive under control does. `cut`: without power it coasts to a stand. */
export type Drive = 'on' | 'held' | 'cut';

/**
 * Moves a world's belt by the clock until the returned function is called.
 *
 * @param speed millimetres a millisecond
 */
export function runBelt(world: World, speed: number, drive: () => Drive): () => void {
  let last = performance.now();
  let coast = COAST_MM;
  let timer: NodeJS.Timeout;
  const way = (millimetres: number): number => {
    const state = drive();
    if (state !== 'cut') coast = COAST_MM;
    if (state !== 'cut') return state === 'on' ? millimetres : 0;
    const coasted = Math.min(coast, millimetres / 2);
    coast -= coasted;
    return coasted;
  };
  const turn = () => {
    const now = performance.now();
    const moved = way(Math.min(now - last, MOST_AT_ONCE_MS) * speed);
    if (moved > 0) world.advance(moved);
    last = now;
    timer = setTimeout(turn, Math.min(LONGEST_MS, Math.max(1, world.nextIn / speed)));
  };
  timer = setTimeout(turn, 0);
  return () => clearTimeout(timer);
}
