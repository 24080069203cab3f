/**
 * Events of a message, eight cases. More would be stored in transactions, at twice the price (`functions/common/store/event-items.ts`); and since
 * a message is captured as a whole or refused as a whole, what a person has to look through stays small.
 */
export const MOST_EVENTS = 24;
/** Bytes of a message's events; with what stands around them it stays below the broker's 128 KiB. */
export const MOST_BYTES = 120 * 1024;

/** What waits to be told: the events of a closed container, or as many of them as one message takes. */
export interface Gathered {
  readonly owner: string;
  readonly batch: number;
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * How many of the first that wait become one message now; 0 while all of them may wait for more. What was told together stays together, and a
 * message has one owner and batch. Asked again until it answers 0, it leaves less than a full message waiting.
 *
 * @param waiting in the order it was told
 * @param gatherMs how long the first may wait; 0 seals whatever there is
 */
export function toSeal(waiting: readonly Gathered[], now: number, gatherMs: number): number {
  const [first] = waiting;
  if (first === undefined) return 0;
  const fitting = fittingOf(waiting, first);
  const waited = now - first.since;
  // A clock that went back says nothing of how long it was.
  return fitting < waiting.length || waited >= gatherMs || waited < 0 ? fitting : 0;
}

/** One always fits: it was small enough when it was told. */
function fittingOf(waiting: readonly Gathered[], { owner, batch }: Gathered): number {
  let [events, bytes] = [0, 0];
  const over = waiting.findIndex((one) => {
    events += one.events;
    bytes += one.bytes;
    return one.owner !== owner || one.batch !== batch || events > MOST_EVENTS || bytes > MOST_BYTES;
  });
  return over < 0 ? waiting.length : Math.max(over, 1);
}
