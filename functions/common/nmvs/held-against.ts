import type { NmvsAnswer, PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import type { PackProduct } from '#shared/regimes/eu/nmvs/request.ts';

/** What the result of a bulk tells of the packs that were asked for; or why it cannot be that bulk's. */
export type Held =
  | { readonly packs: readonly PackAnswer[]; readonly missing: readonly string[] }
  | { readonly foreign: string };

/** Holds a result against what was asked: a result of other packs, or one that tells a pack twice, says nothing. */
export function heldAgainst(
  { product, serials }: { product: PackProduct; serials: readonly string[] },
  { packs = [], productCode, batch }: Pick<NmvsAnswer, 'packs' | 'productCode' | 'batch'>,
): Held {
  if (productCode !== undefined && productCode !== product.code) return foreign(`product ${productCode}`);
  if (batch !== undefined && batch !== product.batch.id) return foreign(`batch ${batch}`);
  const missing = new Set(serials);
  for (const { serial } of packs) if (!missing.delete(serial)) return foreign(`pack ${serial}, or twice of it`);
  return { packs, missing: [...missing] };
}

const foreign = (what: string): Held => ({ foreign: `the result tells of ${what}, which was not asked for` });
