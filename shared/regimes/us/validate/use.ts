import type { UsFinding } from './finding.ts';
import { refused, type Told } from './told.ts';
import type { FirstUse } from './units.ts';

/** Things used before anything told that they exist: beyond so many nobody wants to be told. */
const MOST_UNKNOWN = 10_000;

/** A thing is used: it should exist by then, and not have ended. */
export function* use({ event, at, units }: Told, canonical: string, epc: string, verb: FirstUse['verb']) {
  const ended = units.ended.get(canonical);
  const known = units.known.get(canonical);
  if (ended !== undefined) yield afterEnd(event, epc, verb, ended);
  else if (known === undefined) {
    if (!units.unknown.has(canonical) && units.unknown.size < MOST_UNKNOWN)
      units.unknown.set(canonical, { epc, event, verb });
  } else if (at < known.since)
    yield refused(
      'dscsa-event-order',
      event,
      epc,
      'event order',
      `${epc} is ${verb} at a time when it was not commissioned yet`,
    );
}

const afterEnd = (event: number, epc: string, verb: string, ended: number): UsFinding =>
  refused('dscsa-used-after-end', event, epc, 'event order', `${epc} is ${verb}, but event ${ended} ended it`);
