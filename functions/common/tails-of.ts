import { type Tails, tailName } from '#shared/regimes/regime.ts';
import type { ListedPlace } from './store/listed-codes.ts';
import type { readSerialPools } from './store/read-serial-pools.ts';

export interface TailNeeds {
  readonly pools: Pick<ReturnType<typeof readSerialPools>, 'find' | 'findCodes' | 'codesFrom'>;
}

/** Codes that are read where one was found: packs of a lot have codes that came one after another. */
const AROUND = 4_096;
/** Codes that are looked for at once where those before stood in no list. */
const AT_ONCE = 128;

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
  const readAround = async (serial: string, { pool: id, counter }: ListedPlace) => {
    const pool = await pools.find(tenant, id);
    if (pool === undefined) return;
    const first = counter - (counter % AROUND);
    const last = Math.min(first + AROUND - 1, pool.last);
    for await (const { codes } of pools.codesFrom(tenant, id, first, last))
      for (const { code, extra } of codes) if (missing.delete(code) && extra) tails.set(tailName(gtin, code), extra);
    missing.delete(serial);
  };
  const all = [...missing];
  let width = 1;
  for (let at = 0; at < all.length; ) {
    const some = all.slice(at, at + width).filter((serial) => missing.has(serial));
    at += width;
    const places = some.length === 0 ? new Map<string, ListedPlace>() : await pools.findCodes(tenant, gtin, some);
    // Codes of a lot that another company ordered are in no list, all of them.
    width = some.length > 0 && places.size === 0 ? Math.min(2 * width, AT_ONCE) : 1;
    for (const [serial, place] of places) if (missing.has(serial)) await readAround(serial, place);
  }
  return tails;
}
