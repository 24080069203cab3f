import type { EpcisHead } from '../../../epcis/document.ts';
import type { EpcisEvent } from '../../../epcis/event.ts';
import { instantOf } from '../../../epcis/time.ts';
import { exchangeRules } from '../../../epcis/validation/document/exchange-rules.ts';
import { checkDscsaEvent } from '../../../epcis/validation/dscsa/check-dscsa-event.ts';
import { checkDscsaHead } from '../../../epcis/validation/dscsa/check-dscsa-head.ts';
import { factsOf } from '../../../epcis/validation/event-facts.ts';
import type { Profile } from '../../../epcis/validation/finding.ts';
import { beyond12 } from '../../../epcis/xml/beyond-12.ts';
import { mentionsOf } from '../../../trace/mentions.ts';
import { checkIlmd } from './check-ilmd.ts';
import { collector, type UsFindings } from './collect.ts';
import { findingOfFault } from './finding.ts';
import { followEvent, neverCommissioned } from './follow-units.ts';
import { usProfileOf } from './profile-of.ts';
import { doubted, refused } from './told.ts';
import { type EarlierUnit, noUnits, sizeOf, type Units } from './units.ts';

export interface UsOptions {
  /** The release it has to follow; absent: the one that it says it follows. */
  readonly profile?: Profile;
  /** The document tells all by itself: nothing may be left to earlier ones. */
  readonly isWhole?: boolean;
  /** Things and packings remembered at most, some 200 bytes each. */
  readonly limit?: number;
}

export type UsValidator = ReturnType<typeof usValidator>;

const LIMIT = 1_000_000;

/**
 * Validates a document exchanged under the DSCSA as it is read or written: the head in any order, events in document order, `end` last. Of
 * things that earlier documents told of it knows what `learn` was given, which goes before the events that name them.
 */
export function usValidator({ profile, isWhole = false, limit = LIMIT }: UsOptions = {}) {
  const found = collector();
  const described = new Set<string>();
  const exchange = exchangeRules(described);
  let units: Units | undefined = noUnits();
  return {
    head(head: EpcisHead): void {
      exchange.head(head);
      for (const fault of checkDscsaHead(head, profile ?? usProfileOf(head)))
        for (const one of findingOfFault(fault)) found.add(one);
    },
    event(event: EpcisEvent, index: number): void {
      const facts = factsOf(event);
      const { tree } = facts;
      exchange.event(facts, index);
      for (const fault of checkDscsaEvent(tree, facts.definitions))
        for (const one of findingOfFault(fault, index, tree)) found.add(one);
      for (const one of checkIlmd(facts, index)) found.add(one);
      const beyond = beyond12(event);
      if (beyond.length > 0) {
        const detail = `EPCIS 1.2 does not know ${beyond.join(', ')}`;
        found.add(refused('dscsa-beyond-12', index, undefined, 'events; EPCIS 1.2', detail));
      }
      if (units === undefined) return;
      for (const one of followEvent(facts, index, units)) found.add(one);
      if (sizeOf(units) > limit) units = undefined;
    },
    /** Things (canonical) that an event names and nothing has told of yet. */
    unknownIn(event: EpcisEvent): string[] {
      const state = units;
      if (state === undefined || event.errorDeclaration !== undefined) return [];
      if (event.type === 'ObjectEvent' && event.action === 'ADD') return [];
      const named = mentionsOf(event).map(({ epc }) => epc);
      return named.filter((epc) => !state.known.has(epc) && !state.nowhere.has(epc) && !state.ended.has(epc));
    },
    /** What earlier documents say of a thing (canonical); undefined: they say nothing of it. */
    learn(epc: string, unit: EarlierUnit | undefined): void {
      if (units !== undefined) learnUnit(units, epc, unit);
    },
    /** GTINs and GLNs that the events name. */
    named: (): string[] => [...exchange.named.gtins.keys(), ...exchange.named.glns.keys()],
    /** Master data of an earlier document describes this GTIN or GLN (digits). */
    describe: (key: string): void => void described.add(key),
    end(): UsFindings {
      for (const fault of exchange.end()) for (const one of findingOfFault(fault, fault.event)) found.add(one);
      if (units === undefined)
        found.add(
          doubted('dscsa-not-followed', undefined, undefined, 'document', `it names more than ${limit} things`),
        );
      else for (const one of neverCommissioned(units, isWhole)) found.add(one);
      return found.all();
    },
  };
}

function learnUnit(units: Units, epc: string, unit: EarlierUnit | undefined): void {
  if (units.known.has(epc) || units.ended.has(epc)) return;
  if (unit === undefined) {
    units.nowhere.add(epc);
    return;
  }
  const { lot, expiry, parent, packedAt } = unit;
  const isEarlier = true;
  units.known.set(epc, { ...(lot && { lot }), ...(expiry && { expiry }), since: Number.NaN, isEarlier });
  if (parent !== undefined) units.packed.put(epc, parent, parent, instantOf(packedAt ?? ''));
}
