import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { Refused } from '#common/refused.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import type { Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { epcPlaces, type OwnPlace, type PlacePools } from './epc-places.ts';
import { ownless } from './find-refs.ts';
import { type Partition, refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN } from './index-rows.ts';
import { readEvents } from './read-events.ts';
import type { EventRef } from './ref-rows.ts';

/** Index rows of one unit held at once. A container in daily use for ten years has some thousands. */
export const MOST_REFS = 20_000;
/** How often the units of a run are counted while its rows are read, in rows. */
const EVERY = 1_000;

/** More events name these units than are read at once. */
export class HistoryTooLong extends Refused {
  /** Canonical. */
  readonly epcs: readonly string[];

  constructor(epcs: readonly string[], most: number) {
    super(
      refuse('too-complex', `more than ${most} events name ${epcs.join(', ')}`, {
        at: epcs[0] ?? '',
        rule: 'EPCIS 2.0 §8.2, QueryTooComplexException',
        remedy: 'page them by GET /epcis/events?MATCH_anyEPC=',
      }),
    );
    this.epcs = epcs;
  }
}

/** Which of the events are read; all when absent. */
export interface NarrowedEvents {
  /** Only those in which the units have one of these roles. */
  readonly roles?: readonly Role[];
  /** None of these places in time: their events are known. */
  readonly without?: ReadonlySet<string>;
  /** Which of those that a pool of ours issued, and of which its rows tell nothing, may be filed under their own name. */
  readonly mayBeForeign?: (epc: string) => boolean;
}

export type UnitEvents = (tenant: string, epcs: readonly string[], narrowed?: NarrowedEvents) => Promise<StoredEvent[]>;

/**
 * The events of many units at once, in event-time order: one query for 256 serials of a pool of our own, one for each EPC that is foreign
 * or that no row of its run names: its pool may have become known after its events were captured. It may bring events of neighbours too; who
 * folds passes them over.
 *
 * @param most events of one unit, those counted that are not read
 * @throws HistoryTooLong of units that more events name
 */
export function unitEvents(
  db: DynamoDBDocumentClient,
  table: string,
  pools: PlacePools,
  cipher: PoolCipher,
  most = MOST_REFS,
): UnitEvents {
  const placesOf = epcPlaces(pools, cipher);
  const { fetchDeclared } = readEvents(db, table);
  const read = (partition: Partition) => refsIn(db, table, partition, { ascending: true });
  return async (tenant, epcs, narrowed = {}) => {
    const places = await placesOf(tenant, epcs.map(canonicalEpc));
    const runOf = (place: OwnPlace) => ownKey(tenant, place, '').pk;
    const owned = [...places].flatMap(([epc, own]) => own.map((place) => ({ ...place, epc })));
    const runs = [...Map.groupBy(owned, runOf)];
    const ofRuns = await inLanes(runs, ([pk, asked]) => refsOfRun(read({ pk }), asked, most));
    const named = new Map(ofRuns.map((refs, i) => [runs[i]?.[0], unitsNamed(refs)]));
    const isNamed = (place: OwnPlace) => hasBit(named.get(runOf(place)) ?? new Uint8Array(RUN / 8), place.counter);
    const { mayBeForeign = () => true } = narrowed;
    const isUnnamed = (epc: string, own: readonly OwnPlace[]) =>
      own.length === 0 || (!own.some(isNamed) && mayBeForeign(epc));
    const unnamed = [...places].filter(([epc, own]) => isUnnamed(epc, own));
    const foreign = await inLanes(unnamed, ([epc]) => refsOfOne(read(ownless(tenant, epc)), epc, most));
    const wanted = [...ofRuns, ...foreign].flat().filter(wantedBy(narrowed));
    const once = new Map(wanted.map((ref) => [ref.at + ref.eventId, ref]));
    return fetchDeclared(tenant, [...once.values()]);
  };
}

const wantedBy =
  ({ roles, without }: NarrowedEvents) =>
  ({ at, bits, roles: own }: EventRef): boolean =>
    !without?.has(at) && (roles === undefined || roles.some((role) => bits[role] !== undefined || own.includes(role)));

async function refsOfOne(source: AsyncGenerator<EventRef>, epc: string, most: number): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of source) if (refs.push(ref) > most) throw new HistoryTooLong([epc], most);
  return refs;
}

type Asked = Pick<OwnPlace, 'counter'> & { readonly epc: string };

/** Neighbours' events are not read: a run of a line's logistic units has those of hundreds of cases. */
async function refsOfRun(source: AsyncGenerator<EventRef>, asked: readonly Asked[], most: number) {
  const refs: EventRef[] = [];
  const end = () => {
    const long = refs.length > most ? asked.filter((one) => refs.filter(naming(one)).length > most) : [];
    if (long.length > 0) throw new HistoryTooLong([...new Set(long.map(({ epc }) => epc))], most);
  };
  const wanted = new Uint8Array(RUN / 8);
  for (const { counter } of asked) {
    const bit = counter % RUN;
    wanted[bit >> 3] = (wanted[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  for await (const ref of source) {
    if (!namesAny(ref, wanted)) continue;
    if (refs.push(ref) % EVERY === 0) end();
  }
  end();
  return refs;
}

const naming =
  ({ counter }: Pick<OwnPlace, 'counter'>) =>
  ({ bits }: EventRef) =>
    Object.values(bits).some((some) => some !== undefined && hasBit(some, counter));

const namesAny = ({ bits }: EventRef, wanted: Uint8Array) =>
  Object.values(bits).some((some) => some?.some((byte, i) => (byte & (wanted[i] ?? 0)) !== 0));

/** The units of a run that any of its rows names, in whatever role. */
function unitsNamed(refs: readonly EventRef[]): Uint8Array {
  const all = new Uint8Array(RUN / 8);
  for (const { bits } of refs)
    for (const some of Object.values(bits))
      for (const [i, byte] of some?.entries() ?? []) all[i] = (all[i] ?? 0) | byte;
  return all;
}
