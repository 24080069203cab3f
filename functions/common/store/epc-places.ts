import type { PoolCipher } from '#common/pool-cipher.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { EncryptBlocks } from '#shared/serials/ff1.ts';
import { countersOf } from '#shared/serials/find-counter.ts';
import type { Pool } from '#shared/serials/pool.ts';
import type { SerialPools } from './serial-pools.ts';
import { spaceOf } from './serial-pools.ts';

/** A unit of a pool of our own: its counter names it. */
export interface OwnPlace {
  readonly pool: string;
  readonly counter: number;
}

interface Issuer {
  readonly pool: Pool;
  readonly encrypt: EncryptBlocks;
}
interface Space {
  readonly issuers: readonly Issuer[];
  readonly readAt: number;
}

const MOST_SPACES = 1000;
/** A pool read this recently is not read again, whatever serial it fails to know. */
const FRESH_MS = 2000;
/** Keys of one BatchGet of issuers, which is how `issuersOf` reads. */
const SPACES_A_READ = 98;

export type EpcPlaces = ReturnType<typeof epcPlaces>;

/**
 * Tells which pool of ours issued an EPC, and as which counter. Pools are remembered per tenant and space (at most 1,000); a serial that a
 * remembered pool does not know makes it be read anew, because its counter may have moved on.
 */
export function epcPlaces(pools: Pick<SerialPools, 'issuersOf'>, cipher: PoolCipher, now: () => number = Date.now) {
  const known = new Map<string, Space>();

  const load = async (tenant: string, spaces: readonly string[]): Promise<void> => {
    const readAt = now();
    const issuing = await pools.issuersOf(tenant, spaces);
    const issuers = await Promise.all(issuing.map(async (pool) => ({ pool, encrypt: await cipher(tenant, pool) })));
    for (const space of spaces) {
      const own = issuers.filter(({ pool }) => spaceOf(pool) === space);
      known.delete(spaceKey(tenant, space));
      known.set(spaceKey(tenant, space), { issuers: own, readAt });
    }
    for (const oldest of known.keys()) {
      if (known.size <= MOST_SPACES) break;
      known.delete(oldest);
    }
  };
  const refresh = async (tenant: string, units: readonly Unit[]): Promise<void> => {
    const stale = new Set<string>();
    for (const { spaces } of units)
      for (const space of spaces) {
        const readAt = known.get(spaceKey(tenant, space))?.readAt;
        if (readAt === undefined || now() - readAt > FRESH_MS) stale.add(space);
      }
    const wanted = [...stale];
    for (let i = 0; i < wanted.length; i += SPACES_A_READ) await load(tenant, wanted.slice(i, i + SPACES_A_READ));
  };
  /** Every unit's places among the remembered pools; each pool decrypts its units in one go. */
  const look = (tenant: string, units: readonly Unit[]): [string, OwnPlace[]][] => {
    const places = new Map<string, OwnPlace[]>(units.map(({ epc }) => [epc, []]));
    const asked = new Map<Issuer, Unit[]>();
    for (const unit of units)
      for (const issuer of unit.spaces.flatMap((space) => known.get(spaceKey(tenant, space))?.issuers ?? []))
        append(asked, issuer, unit);
    for (const [{ pool, encrypt }, claimed] of asked) {
      const codes = claimed.map(({ code }) => code);
      for (const [i, counter] of countersOf(pool, codes, encrypt).entries())
        if (counter !== undefined) places.get(claimed[i]?.epc ?? '')?.push({ pool: pool.id, counter });
    }
    return [...places];
  };

  /**
   * The places of each EPC (canonical), none for a foreign one. Several pools may claim one serial by chance; all are named, in one
   * order for one set of pools.
   */
  return async (tenant: string, epcs: readonly string[]): Promise<Map<string, OwnPlace[]>> => {
    const units = [...new Set(epcs)].map(unitOf);
    const places = new Map(look(tenant, units));
    const strange = units.filter(({ epc, spaces }) => spaces.length > 0 && places.get(epc)?.length === 0);
    if (strange.length === 0) return places;
    await refresh(tenant, strange);
    for (const [epc, found] of look(tenant, strange)) places.set(epc, found);
    return places;
  };
}

interface Unit {
  readonly epc: string;
  /** Serial, or SSCC-18. */
  readonly code: string;
  readonly spaces: readonly string[];
}

function unitOf(epc: string): Unit {
  const key = identify(epc);
  if (key.kind === 'sgtin') return { epc, code: key.serial, spaces: [key.gtin] };
  if (key.kind === 'sscc') return { epc, code: key.sscc, spaces: ssccSpaces(key.sscc) };
  return { epc, code: '', spaces: [] };
}

/** An SSCC does not say how long its company prefix is (6 to 12 digits, the length of the tenant's own): every one may be meant. */
const ssccSpaces = (sscc: string) => [6, 7, 8, 9, 10, 11, 12].map((length) => sscc.slice(0, 1 + length));

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

const spaceKey = (tenant: string, space: string) => `${tenant}#${space}`;
