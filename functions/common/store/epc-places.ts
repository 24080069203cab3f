import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import type { Ciphers } from '#shared/serials/ciphers.ts';
import { countersOf } from '#shared/serials/find-counter.ts';
import { type Pool, spaceOf } from '#shared/serials/pool.ts';
import { chunksOf } from './batches.ts';
import type { SerialPools } from './serial-pools.ts';
import { unitCode } from './unit-code.ts';

/** A unit of a pool of our own: its counter names it. */
export interface OwnPlace {
  readonly pool: string;
  readonly counter: number;
}

interface Issuer {
  readonly pool: Pool;
  readonly ciphers: Ciphers;
}
type IssuersOf = (space: string) => readonly Issuer[];

/** What it takes of the pools to tell a place. */
export type PlacePools = Pick<SerialPools, 'issuersOf' | 'findCodes'>;

const MOST_SPACES = 1000;
/** Spaces of one read: those of 14 SSCCs. */
const SPACES_A_READ = 98;

export type EpcPlaces = ReturnType<typeof epcPlaces>;

/**
 * Tells which pool of ours issued an EPC, and as which counter. Pools are remembered per tenant and space (at most 1,000), for what they
 * had issued when they were read. An EPC that no remembered pool knows is looked for in the pools as they are now, always: it may have
 * been issued a moment ago, and an event filed as foreign would be missed by all who look for the unit. Foreign EPCs pay a read for it.
 */
export function epcPlaces(pools: PlacePools, cipher: PoolCipher) {
  const known = new Map<string, readonly Issuer[]>();
  /** The read of a tenant's pools begun last, while it lasts. */
  const underway = new Map<string, Promise<void>>();

  const load = async (tenant: string, spaces: readonly string[]): Promise<Map<string, Issuer[]>> => {
    const loaded = new Map<string, Issuer[]>();
    for (const some of chunksOf(spaces, SPACES_A_READ))
      for (const pool of await pools.issuersOf(tenant, some))
        append(loaded, spaceOf(pool), { pool, ciphers: await ciphersOf(cipher, tenant, pool) });
    return loaded;
  };
  const remember = (tenant: string, loaded: ReadonlyMap<string, readonly Issuer[]>): void => {
    for (const [space, issuers] of loaded) {
      known.delete(spaceKey(tenant, space));
      known.set(spaceKey(tenant, space), issuers);
    }
    for (const oldest of known.keys()) {
      if (known.size <= MOST_SPACES) break;
      known.delete(oldest);
    }
  };

  const read = async (tenant: string, spaces: readonly string[]): Promise<Map<string, Issuer[]>> => {
    const loading = load(tenant, spaces);
    const ended = loading.then(
      (loaded) => remember(tenant, loaded),
      () => undefined, // a failed read is for its own asker to tell
    );
    underway.set(tenant, ended);
    await ended;
    if (underway.get(tenant) === ended) underway.delete(tenant);
    return loading;
  };

  /**
   * The places of each EPC (canonical), none for a foreign one. Should several pools claim one serial, all are named, in one order for one
   * set of pools.
   */
  return async (tenant: string, epcs: readonly string[]): Promise<Map<string, readonly OwnPlace[]>> => {
    const units = Array.from(new Set(epcs), unitOf);
    const inLists = (gtin: string, codes: readonly string[]) => pools.findCodes(tenant, gtin, codes);
    const places = new Map<string, readonly OwnPlace[]>();
    const settle = async (some: readonly Unit[], issuersOf: IssuersOf): Promise<Unit[]> => {
      const found = await placesAmong(some, issuersOf, inLists);
      for (const [i, { epc }] of some.entries()) places.set(epc, found[i] ?? NOWHERE);
      return some.filter(({ spaces }, i) => spaces.length > 0 && found[i] === NOWHERE);
    };
    const remembered: IssuersOf = (space) => known.get(spaceKey(tenant, space)) ?? [];
    let strange = await settle(units, remembered);
    const other = underway.get(tenant);
    if (strange.length > 0 && other !== undefined) {
      // Documents of one delivery come together. What another is reading is mostly what this one lacks; what it still lacks then, it reads itself.
      await other;
      strange = await settle(strange, remembered);
    }
    if (strange.length > 0) {
      const loaded = await read(tenant, [...new Set(strange.flatMap(({ spaces }) => spaces))]);
      await settle(strange, (space) => loaded.get(space) ?? []);
    }
    return places;
  };
}

const NOWHERE: readonly OwnPlace[] = [];

/** Where imported codes of a GTIN stand. */
type InLists = (gtin: string, codes: readonly string[]) => Promise<ReadonlyMap<string, OwnPlace>>;

/** The places of each unit, in their order. Each pool decrypts its units in one go, or looks them up in its lists. */
async function placesAmong(
  units: readonly Unit[],
  issuersOf: IssuersOf,
  inLists: InLists,
): Promise<(readonly OwnPlace[])[]> {
  const places = units.map(() => NOWHERE);
  const bySpace = new Map<string, number[]>();
  for (const [i, { spaces }] of units.entries()) for (const space of spaces) append(bySpace, space, i);
  for (const [space, claimed] of bySpace) {
    const issuers = issuersOf(space);
    if (issuers.length === 0) continue;
    const codes = claimed.map((i) => units[i]?.code ?? '');
    const listed = issuers.some(({ pool }) => pool.kind === 'imported') ? await inLists(space, codes) : undefined;
    for (const { pool, ciphers } of issuers) {
      const counters =
        pool.kind === 'imported'
          ? codes.map((code) => issuedFrom(pool, listed?.get(code)))
          : countersOf(pool, codes, ciphers);
      for (const [n, counter] of counters.entries()) {
        const i = claimed[n] ?? 0;
        if (counter !== undefined) places[i] = withPlace(places[i], { pool: pool.id, counter });
      }
    }
  }
  return places;
}

/** Nearly every unit has one place. */
const withPlace = (places: readonly OwnPlace[] = NOWHERE, place: OwnPlace): readonly OwnPlace[] =>
  places === NOWHERE ? [place] : [...places, place];

const issuedFrom = (pool: Pool, place: OwnPlace | undefined): number | undefined =>
  place?.pool === pool.id && place.counter < pool.next ? place.counter : undefined;

interface Unit {
  readonly epc: string;
  /** Serial, or SSCC-18. */
  readonly code: string;
  readonly spaces: readonly string[];
}

const NONE: readonly string[] = [];
/** The space of the unit met last: packs come by the thousand. */
let lastSpace: readonly string[] = [''];

function unitOf(epc: string): Unit {
  const unit = unitCode(epc);
  if (unit === undefined) return { epc, code: '', spaces: NONE };
  if (unit.kind === 'sscc') return { epc, code: unit.sscc, spaces: ssccSpaces(unit.sscc) };
  if (lastSpace[0] !== unit.gtin) lastSpace = [unit.gtin];
  return { epc, code: unit.serial, spaces: lastSpace };
}

/** An SSCC does not say how long its company prefix is (6 to 12 digits, the length of the tenant's own): every one may be meant. */
const ssccSpaces = (sscc: string) => [6, 7, 8, 9, 10, 11, 12].map((length) => sscc.slice(0, 1 + length));

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

const spaceKey = (tenant: string, space: string) => `${tenant}#${space}`;
