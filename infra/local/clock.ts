let ahead = 0;

/** How far this thread's clock is ahead of the world's, in milliseconds. */
export const clockAhead = (): number => ahead;

/**
 * Puts the clock of this thread ahead, once and for all, as if the machine had been off for so long: `Date` tells the later time, timers
 * keep their pace.
 *
 * @param milliseconds 0 leaves the clock alone
 */
export function putClockAhead(milliseconds: number): void {
  if (milliseconds === 0) return;
  ahead += milliseconds;
  const now = Date.now;
  // A proxy and no class of its own: dates that were made before, and those that Node makes, stay instances of it.
  const later: DateConstructor = new Proxy(Date, {
    construct: (made, given, as) => Reflect.construct(made, given.length === 0 ? [later.now()] : given, as),
    apply: () => new later().toString(),
  });
  later.now = () => now() + milliseconds;
  globalThis.Date = later;
}
