import type { PoolCipher } from '#common/pool-cipher.ts';
import { chunksOf } from '#common/store/batches.ts';
import { epcPlaces, type PlacePools } from '#common/store/epc-places.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { UnitFacts } from '#shared/integrity/unit-history.ts';
import { spaceOf } from '#shared/serials/pool.ts';
import type { NamesKnown } from './names-known.ts';
import { remember } from './remember.ts';

/** Spaces of one read of the pools. */
const SPACES = 98;

export type FactsOf = (tenant: string, epcs: readonly string[]) => Promise<Map<string, UnitFacts>>;

/**
 * What the registry and the pools say of units (canonical EPCs). That a space has no pool is remembered for a minute; whether a pool issued a
 * serial is always known as of now.
 */
export function unitFacts(
  needs: { pools: PlacePools; cipher: PoolCipher; now: () => Date },
  names: Pick<NamesKnown, 'ours'>,
): FactsOf {
  const placesOf = epcPlaces(needs.pools, needs.cipher);
  const pooledSpaces = remember(needs.now, async (tenant, spaces) => {
    const found = new Map<string, boolean>(spaces.map((space) => [space, false]));
    for (const some of chunksOf(spaces, SPACES))
      for (const pool of await needs.pools.issuersOf(tenant, some)) found.set(spaceOf(pool), true);
    return found;
  });
  return async (tenant, epcs) => {
    const units = epcs.map((epc) => ({ epc, ...spacesOf(epc) }));
    const pooled = await pooledSpaces(tenant, new Set(units.flatMap(({ spaces }) => spaces)));
    const isPooled = ({ spaces }: { spaces: readonly string[] }) => spaces.some((space) => pooled.get(space) === true);
    const places = await placesOf(
      tenant,
      units.filter(isPooled).map(({ epc }) => epc),
    );
    const ours = await names.ours(tenant, new Set(units.flatMap(({ gtin }) => gtin ?? [])));
    return new Map(
      units.map((unit) => [
        unit.epc,
        {
          issued: (places.get(unit.epc)?.length ?? 0) > 0,
          pooled: isPooled(unit),
          claimed: unit.gtin !== undefined && ours.has(unit.gtin),
        },
      ]),
    );
  };
}

/** Where pools would issue the unit: its GTIN, or every company prefix its SSCC may have. */
function spacesOf(epc: string): { spaces: string[]; gtin?: string } {
  const key = identify(epc);
  if (key.kind === 'sgtin') return { spaces: [key.gtin], gtin: key.gtin };
  if (key.kind === 'sscc') return { spaces: [6, 7, 8, 9, 10, 11, 12].map((length) => key.sscc.slice(0, 1 + length)) };
  return { spaces: [] };
}
