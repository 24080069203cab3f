import { type Tails, tailName } from '#shared/regimes/regime.ts';
import type { readSerialPools } from './store/read-serial-pools.ts';

export interface TailNeeds {
  readonly pools: Pick<ReturnType<typeof readSerialPools>, 'find' | 'findCodes' | 'codesFrom'>;
}

/** Codes that are read where one was found: packs of a lot have codes that came one after another. */
const AROUND = 4_096;

/**
 * What stands on packs behind GTIN and serial, from the lists that their codes came in. Of a lot of thirty thousand a few dozen places are looked up, and no more is held than
 * what is wanted and one row of a list. Those that stand in no list, or came without a tail, are left out.
 *
 * @param gtin 14 digits
 */
export async function tailsOf(
  { pools }: TailNeeds,
  tenant: string,
  gtin: string,
  serials: Iterable<string>,
): Promise<Tails> {
  const missing = new Set(serials);
  const tails = new Map<string, Readonly<Record<string, string>>>();
  for (const serial of [...missing]) {
    if (!missing.delete(serial)) continue;
    const place = (await pools.findCodes(tenant, gtin, [serial])).get(serial);
    const pool = place && (await pools.find(tenant, place.pool));
    if (place === undefined || pool === undefined) continue;
    missing.add(serial);
    const first = place.counter - (place.counter % AROUND);
    const last = Math.min(first + AROUND - 1, pool.last);
    for await (const { codes } of pools.codesFrom(tenant, pool.id, first, last))
      for (const { code, extra } of codes) if (missing.delete(code) && extra) tails.set(tailName(gtin, code), extra);
    missing.delete(serial);
  }
  return tails;
}
