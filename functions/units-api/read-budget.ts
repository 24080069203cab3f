import { Refused } from '#common/refused.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * What is read for one view of a unit, over all that it was in: index entries, events, and bytes of JSON of those that are kept. Folded they take
 * seventeen times as much memory, and at times two folds stand beside each other.
 */
const MOST = { refs: 100_000, events: 20_000, bytes: 16_000_000 };
/** The gateway waits 30 s, and what was read is folded and told after. */
const LONGEST_MS = 15_000;

export type ReadBudget = ReturnType<typeof readBudget>;

/**
 * Counts what is read for a view of a unit as it is read; refuses when that is more than one answer is made from.
 *
 * @param epc the unit, canonical
 */
export function readBudget(now: () => Date, epc: string, most = MOST) {
  const end = now().getTime() + LONGEST_MS;
  let [refs, events, bytes] = [0, 0, 0];
  const spend = () => {
    const why =
      (refs > most.refs && `more than ${most.refs} index entries`) ||
      (events > most.events && `more than ${most.events} events`) ||
      (bytes > most.bytes && `events of more than ${most.bytes} bytes`) ||
      (now().getTime() > end && `more than can be read in ${LONGEST_MS / 1000} s`);
    if (why === false) return;
    throw new Refused(
      refuse('too-complex', `what ${epc} was in, and its documents, have ${why}`, {
        at: epc,
        rule: 'Seriate API, limits of what is told of a unit',
        remedy: 'page its events by GET /epcis/events?MATCH_anyEPC=, and those of what they say it was in',
      }),
    );
  };
  return {
    /** So many entries of an index come to be held; 0 when some were looked at. */
    look: (held: number): void => {
      refs += held;
      spend();
    },
    /** An event was read. */
    read: (): void => {
      events++;
      spend();
    },
    /** It is held until the answer is made. */
    keep: (event: EpcisEvent): void => {
      bytes += Buffer.byteLength(JSON.stringify(event));
      spend();
    },
  };
}
