import type { Ledger } from '#common/store/ledger.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { identify } from '#shared/gs1/identify.ts';
import { aliveAfter } from '#shared/trace/alive-after.ts';
import { ilmdText } from '#shared/trace/ilmd-text.ts';
import { type Happening, happeningsTo, rolesOf, type Timeline, timelineOf } from '#shared/trace/timeline.ts';
import type { WhichLot } from './find-lot.ts';
import { readLineages } from './read-lineage.ts';
import type { Ref } from './read-refs.ts';
import type { Spend } from './time-budget.ts';

/** A unit of a lot, in a timeline that has its lineage. */
export interface LotUnit {
  readonly epc: string;
  readonly serial: string;
  readonly timeline: Timeline;
  readonly position: LotPosition;
}

/** A place in a lot: the event that began the unit, and how many of its units come up to and with this one. */
export interface LotPosition {
  readonly at: string;
  readonly count: number;
}

/** What a line commissions at once, roughly: how many events are fetched for a batch of units. */
const UNITS_AN_EVENT = 50;

interface Walk {
  readonly ledger: Pick<Ledger, 'refsByLot' | 'fetchPlaced'>;
  readonly unitEvents: UnitEvents;
  readonly tenant: string;
  /** Units whose lineage is read together. */
  readonly batch: number;
  /** Told before every read, however little it may bring; ends the walk by throwing. */
  readonly spend?: Spend;
}

/** The units of a lot in the order in which they began, each once: where a unit began twice, the first time counts. */
export async function* walkLot(walk: Walk, which: WhichLot, after?: LotPosition): AsyncGenerator<LotUnit> {
  let waiting: Begun[] = [];
  for await (const begun of begunIn(walk, which, after)) {
    waiting.push(begun);
    if (waiting.length < walk.batch) continue;
    yield* await known(walk, which, waiting);
    waiting = [];
  }
  yield* await known(walk, which, waiting);
}

interface Begun extends Omit<LotUnit, 'timeline'> {
  readonly eventId: string;
}

async function* begunIn({ batch, ...walk }: Walk, which: WhichLot, after?: LotPosition): AsyncGenerator<Begun> {
  const [from] = after?.at.split('#') ?? [];
  const refs = walk.ledger.refsByLot(walk.tenant, which.gtin, which.lot, { from, ascending: true });
  const together = Math.ceil(batch / UNITS_AN_EVENT);
  let [waiting, last]: [Ref[], string?] = [[]];
  for await (const ref of refs) {
    // An event captured again after a crash has two refs at its place, either of which leads to it.
    if (ref.at === last || (after !== undefined && ref.at < after.at)) continue;
    last = ref.at;
    waiting.push(ref);
    if (waiting.length < together) continue;
    yield* (await unitsOf(walk, which, waiting)).filter(beyond(after));
    waiting = [];
  }
  if (waiting.length > 0) yield* (await unitsOf(walk, which, waiting)).filter(beyond(after));
}

const beyond =
  (after: LotPosition | undefined) =>
  ({ position: { at, count } }: Begun) =>
    at !== after?.at || count > after.count;

async function unitsOf({ ledger, tenant, spend }: Omit<Walk, 'batch'>, { gtin }: WhichLot, refs: readonly Ref[]) {
  spend?.(0);
  const found = await ledger.fetchPlaced(tenant, refs);
  const { happenings } = timelineOf(found.map(({ stored }) => stored));
  // Where an event stands, not where a ref says: a crash may have left one of another place.
  const places = new Map(found.map(({ at, stored }) => [stored, at]));
  const begun: Begun[] = [];
  for (const { stored, declarations, mentions } of happenings) {
    const at = places.get(stored);
    if (at === undefined || declarations.length > 0) continue;
    const epcs = mentions.filter(({ role }) => role === 'epc' || role === 'output').map(({ epc }) => epc);
    for (const [i, epc] of [...new Set(epcs)].entries()) {
      const key = identify(epc);
      if (key.kind !== 'sgtin' || key.gtin !== gtin) continue;
      begun.push({ epc, serial: key.serial, eventId: stored.eventId, position: { at, count: i + 1 } });
    }
  }
  return begun.sort((a, b) => (a.position.at < b.position.at ? -1 : Number(a.position.at > b.position.at)));
}

async function known(
  { unitEvents, tenant, spend }: Walk,
  { lot }: WhichLot,
  begun: readonly Begun[],
): Promise<LotUnit[]> {
  if (begun.length === 0) return [];
  const reading: UnitEvents = (...asked) => {
    spend?.(0);
    return unitEvents(...asked);
  };
  const timeline = await readLineages(reading, tenant, [...new Set(begun.map(({ epc }) => epc))]);
  return begun
    .filter(({ epc, eventId }) => {
      const first = happeningsTo(timeline, epc).find((happening) => begins(happening, epc, lot));
      return first?.stored.eventId === eventId;
    })
    .map(({ epc, serial, position }) => ({ epc, serial, position, timeline }));
}

function begins(happening: Happening, epc: string, lot: string): boolean {
  const { event } = happening.stored;
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return false;
  return (
    rolesOf(happening, epc).some((role) => aliveAfter(event, role) === true) &&
    ilmdText(event.ilmd, 'lotNumber', event['@context']) === lot
  );
}
