import { ilmdText } from '#shared/trace/ilmd-text.ts';
import { type Happening, rolesOf, type Timeline } from '#shared/trace/timeline.ts';

/** Events of a lot that some units were found by. */
export interface FoundBy {
  readonly lot: string;
  readonly events: ReadonlySet<string>;
}

/**
 * Whether a unit that was found by events of a lot is counted there. Several may bring it into being: one that was declared an error and its correction, or a double.
 * It is counted at the one that counts, and at the first where none does; not at all where it counts as a unit of another lot.
 */
export function isCountedHere(timeline: Timeline, epc: string, { lot, events }: FoundBy): boolean {
  const births = (timeline.naming.get(epc) ?? []).flatMap((place) => {
    const happening = timeline.happenings[place];
    const born = happening && lotBorn(happening, epc);
    return happening === undefined || born === undefined ? [] : [{ happening, isOfLot: born === lot }];
  });
  const effective = births.filter(({ happening }) => happening.declarations.length === 0);
  const ofLot = effective.filter(({ isOfLot }) => isOfLot);
  if (effective.length > 0 && ofLot.length === 0) return false;
  const [at] = ofLot.length > 0 ? ofLot : births.filter(({ isOfLot }) => isOfLot);
  // What was not read was found here, and is nobody's to leave out.
  return at === undefined || events.has(at.happening.stored.eventId);
}

/** The lot of which an event brings a unit into being; undefined where it does not. */
function lotBorn(happening: Happening, epc: string): string | undefined {
  const { event } = happening.stored;
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return undefined;
  const isBorn = rolesOf(happening, epc).some((role) => role === 'epc' || role === 'output');
  return isBorn ? ilmdText(event.ilmd, 'lotNumber', event['@context']) : undefined;
}
