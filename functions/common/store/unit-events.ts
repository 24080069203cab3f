import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { Refused } from '#common/refused.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import { aliveAfter } from '#shared/trace/alive-after.ts';
import type { Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { declaredEvents, type Positioned } from './declared-events.ts';
import { epcPlaces, type OwnPlace, type PlacePools } from './epc-places.ts';
import { ownless } from './find-refs.ts';
import { type Partition, refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN } from './index-rows.ts';
import { type EventRef, refsOnce } from './ref-rows.ts';

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
  /** Which of those that a pool of ours issued, and of which its rows tell no beginning, may be filed under their own name. */
  readonly mayBeForeign?: (epc: string) => boolean;
}

export type UnitEvents = (tenant: string, epcs: readonly string[], narrowed?: NarrowedEvents) => Promise<StoredEvent[]>;

/**
 * The events of many units at once, in event-time order: one query for 256 serials of a pool of our own, one for each EPC that is foreign, or that no row
 * of its run names, or of which the first of them tells no beginning: its pool may have become known after its first events were captured. It may bring
 * events of neighbours too; who folds passes them over.
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
  const { fetchPlaced } = declaredEvents(db, table);
  const read = (partition: Partition) => refsIn(db, table, partition, { ascending: true });
  return async (tenant, epcs, narrowed = {}) => {
    const { mayBeForeign = () => true, without } = narrowed;
    const places = [...(await placesOf(tenant, epcs.map(canonicalEpc)))];
    const owned = places.flatMap(([epc, own]) => own.map((place) => ({ ...place, epc })));
    const asked = [...Map.groupBy(owned, (place) => ownKey(tenant, place, '').pk)];
    const runs = await inLanes(asked, ([pk, some]) => readRun(read({ pk }), pk, some, most));
    const asForeign = async (some: typeof places) =>
      (await inLanes(some, ([epc]) => refsOfOne(read(ownless(tenant, epc)), epc, most))).flat();

    const isNamed = amongUnits(tenant, runs, ({ refs }) => unionOf(refs.flatMap(({ bits }) => Object.values(bits))));
    const unnamed = places.filter(([epc, own]) => own.length === 0 || (!own.some(isNamed) && mayBeForeign(epc)));
    const refs = [...runs.flatMap((run) => run.refs), ...(await asForeign(unnamed))];
    const wanted = refsOnce(refs.filter(wantedBy(narrowed)));
    const firsts = refsOnce(
      runs.flatMap((run) => run.firsts.map(({ ref }) => ref)).filter(({ at }) => !without?.has(at)),
    );
    const found = await fetchPlaced(tenant, [...new Map([...firsts, ...wanted]).values()]);

    const begins = beginningIn(found, without);
    const isBegun = amongUnits(tenant, runs, (run) => unionOf(run.firsts.filter(begins).map(({ units }) => units)));
    const late = places.filter(([epc, own]) => own.some(isNamed) && !own.some(isBegun) && mayBeForeign(epc));
    const ofLate = refsOnce((await asForeign(late)).filter(wantedBy(narrowed)));
    const more = [...ofLate].flatMap(([place, ref]) => (wanted.has(place) ? [] : [ref]));
    const told = [...asWanted(found, wanted), ...(await fetchPlaced(tenant, more))];
    const inOrder = [...new Map(told.map((one) => [one.at, one])).values()].sort((a, b) => (a.at < b.at ? -1 : 1));
    return inOrder.map(({ stored }) => stored);
  };
}

const wantedBy =
  ({ roles, without }: NarrowedEvents) =>
  ({ at, bits, roles: own }: EventRef): boolean =>
    !without?.has(at) && (roles === undefined || roles.some((role) => bits[role] !== undefined || own.includes(role)));

/** Without the events that were read for what they begin alone. */
function asWanted(found: readonly Positioned[], wanted: ReadonlyMap<string, EventRef>): Positioned[] {
  const places = new Set(Array.from(wanted.values(), ({ at }) => at));
  return found.filter(({ at, stored }) => places.has(at) || stored.event.errorDeclaration !== undefined);
}

async function refsOfOne(source: AsyncGenerator<EventRef>, epc: string, most: number): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of source) if (refs.push(ref) > most) throw new HistoryTooLong([epc], most);
  return refs;
}

/** What was asked for of a run. */
interface Run {
  readonly pk: string;
  readonly refs: readonly EventRef[];
  readonly firsts: readonly First[];
}

/** The first that is told of some units, where it may be their beginning. */
interface First {
  readonly ref: EventRef;
  readonly units: Uint8Array;
}

type Asked = Pick<OwnPlace, 'counter'> & { readonly epc: string };

/** Neighbours' events are not read: a run of a line's logistic units has those of hundreds of cases. */
async function readRun(source: AsyncGenerator<EventRef>, pk: string, asked: readonly Asked[], most: number) {
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
  return { pk, refs, firsts: firstsOf(refs, wanted) };
}

const naming =
  ({ counter }: Pick<OwnPlace, 'counter'>) =>
  ({ bits }: EventRef) =>
    Object.values(bits).some((some) => some !== undefined && hasBit(some, counter));

const namesAny = ({ bits }: EventRef, wanted: Uint8Array) =>
  Object.values(bits).some((some) => some?.some((byte, i) => (byte & (wanted[i] ?? 0)) !== 0));

/** Roles in which an event may begin a unit. */
const beginning = ['epc', 'output'] as const;

/** @param refs in order of time */
function firstsOf(refs: readonly EventRef[], wanted: Uint8Array): First[] {
  const left = Uint8Array.from(wanted);
  return refs.flatMap((ref) => {
    const units = unionOf(beginning.map((role) => ref.bits[role])).map((byte, i) => byte & (left[i] ?? 0));
    for (const [i, byte] of unionOf(Object.values(ref.bits)).entries()) left[i] = (left[i] ?? 0) & ~byte;
    return units.some((byte) => byte !== 0) ? [{ ref, units }] : [];
  });
}

/** Tells the first that are beginnings. What the caller knows is taken for one: who reads a lot knows how its units began. */
function beginningIn(found: readonly Positioned[], without: NarrowedEvents['without']) {
  const events = new Map(found.map(({ at, stored }) => [at, stored.event]));
  return ({ ref: { at, bits } }: First): boolean => {
    const event = events.get(at);
    const isBeginning = (role: Role) => bits[role] !== undefined && event && aliveAfter(event, role) === true;
    return without?.has(at) === true || beginning.some(isBeginning);
  };
}

/** Tells places whose unit is among some of those of its run. */
function amongUnits(tenant: string, runs: readonly Run[], unitsOf: (run: Run) => Uint8Array) {
  const among = new Map(runs.map((run) => [run.pk, unitsOf(run)]));
  return (place: OwnPlace): boolean => {
    const units = among.get(ownKey(tenant, place, '').pk);
    return units !== undefined && hasBit(units, place.counter);
  };
}

function unionOf(bitmaps: readonly (Uint8Array | undefined)[]): Uint8Array {
  const all = new Uint8Array(RUN / 8);
  for (const some of bitmaps) for (const [i, byte] of some?.entries() ?? []) all[i] = (all[i] ?? 0) | byte;
  return all;
}
