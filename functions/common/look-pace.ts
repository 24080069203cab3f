/** Things whose events are held at once. */
export const AT_ONCE = 5_000;
/** Containers looked into before anybody knows how much is in each. */
const FIRST = 200;
/** Things found inside others that are held at once: a case may have hundreds, and each is named by an event that names them all. */
const MOST_FOUND = 50_000;

/** How many things are looked into at once: as many as hold together what can be held, judged by what was in the ones before. */
export function lookPace() {
  let size = FIRST;
  return {
    /** The next ones, from a place on. */
    next: <Thing>(things: readonly Thing[], from: number): Thing[] => things.slice(from, from + size),
    /** So many were looked into, and so many things are in them. */
    saw(looked: number, found: number): void {
      const held = Math.floor((MOST_FOUND * looked) / Math.max(found, 1));
      size = Math.max(1, Math.min(AT_ONCE, held));
    },
  };
}
