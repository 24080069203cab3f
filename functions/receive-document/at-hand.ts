import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Move } from '#shared/network/fold-moves.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Placed } from './placed.ts';

const kinds: Readonly<Record<string, Move['kind']>> = {
  shipping: 'ship',
  void_shipping: 'void',
  receiving: 'receive',
  accepting: 'receive',
};

/** How an event moves goods; undefined where it does not. */
export const kindOf = ({ bizStep = '' }: EpcisEvent): Move['kind'] | undefined =>
  Object.hasOwn(kinds, bizStep) ? kinds[bizStep] : undefined;

/** Capture of the document at hand, whose events are in no ledger yet. */
export const AT_HAND = '';

/** Things that kept events name: some hundred bytes each. */
const MOST = 200_000;

/** Events of the document at hand, as if they were stored, that bear on where units were: how they and what they were in were packed and moved. */
export interface AtHand {
  /** Those that stand next in the document. What a document tells beyond 200,000 things is forgotten, the earliest first, in pieces. */
  readonly add: (events: readonly Placed[], idAt: (index: number) => string) => void;
  /** Of some units those that name them, or what they were in. */
  readonly of: (epcs: readonly string[]) => readonly StoredEvent[];
}

export function atHand(most = MOST): AtHand {
  const naming = new Map<string, StoredEvent[]>();
  let kept = 0;
  const add: AtHand['add'] = (events, idAt) => {
    const bearing = events.filter(({ event }) => kindOf(event) !== undefined || event.type === 'AggregationEvent');
    const named = bearing.map((placed) => ({ placed, mentions: mentionsOf(placed.event) }));
    const more = named.reduce((sum, { mentions }) => sum + mentions.length, 0);
    if (kept + more > most) {
      naming.clear();
      kept = 0;
    }
    kept += more;
    for (const { placed, mentions } of named) {
      const { event, index } = placed;
      const stored = { eventId: idAt(index), event, position: index, recordTime: '', captureId: AT_HAND };
      for (const { epc } of mentions) {
        const known = naming.get(epc);
        if (known === undefined) naming.set(epc, [stored]);
        else known.push(stored);
      }
    }
  };
  const of: AtHand['of'] = (epcs) => {
    const found = new Set<StoredEvent>();
    const looked = new Set(epcs);
    for (const epc of looked)
      for (const one of naming.get(epc) ?? []) {
        found.add(one);
        if (one.event.type === 'AggregationEvent' && one.event.parentID !== undefined)
          looked.add(canonicalEpc(one.event.parentID));
      }
    return [...found];
  };
  return { add, of };
}
