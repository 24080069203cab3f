/** How long a tidy stop is left alone: as long as packs may take to leave the zone. */
const PATIENCE_MS = 5_000;
/** So many requests mean it, however soon they come. */
const INSISTING = 3;

/** What is to be done when somebody asks for the end. */
export type StopAnswer = 'stop' | 'carry on' | 'go at once';

/**
 * Tells one wish to stop from another. A terminal interrupts a whole group of processes and the parent then passes its own
 * interruption on, so the first repeat is most often the same wish: it does not cut a tidy stop short unless it comes late.
 *
 * @param now milliseconds that never go back
 */
export function stopRequests(now: () => number): () => StopAnswer {
  let first: number | undefined;
  let asked = 0;
  return () => {
    asked += 1;
    first ??= now();
    if (asked === 1) return 'stop';
    return asked >= INSISTING || now() - first >= PATIENCE_MS ? 'go at once' : 'carry on';
  };
}
