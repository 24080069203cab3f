import { guideline } from '../dscsa/guideline.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import type { Mention, Units } from './units.ts';

const UNKNOWN_LIMIT = 1000;

/** A thing is used: it should exist, and not have ended. Remembers those that nothing has commissioned so far. */
export function* noteUse(units: Units, canonical: string, mention: Mention): Generator<DocumentFault> {
  const ended = units.ended.get(canonical);
  if (ended !== undefined) yield* usedAfterEnd(mention, ended);
  else if (!units.commissioned.has(canonical) && !units.unknown.has(canonical) && units.unknown.size < UNKNOWN_LIMIT)
    units.unknown.set(canonical, mention);
}

function* usedAfterEnd({ epc, path, verb }: Mention, ended: number): Generator<DocumentFault> {
  const message = `${epc} is ${verb}, but event ${ended} ended its existence`;
  yield faultOf('business').doubtful('used-after-end', path, 'EPCIS 2.0 ObjectEvent with action DELETE', message);
  yield faultOf('dscsa').wrong('dscsa-used-after-end', path, guideline('event order'), message);
}
