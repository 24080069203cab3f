import type { BusinessAct, Report } from '../regime.ts';

/** Serials in one pack report; larger lots are split. */
export const PACKS_PER_REPORT = 250_000;

/**
 * A release makes the product's master data due, and after it the packs: both must be in before a pack is released for sale
 * (Delegated Regulation (EU) 2016/161, Article 33). Master data go with every lot, because the product may have changed since the last one.
 */
export function dueReports({ product, lot, units }: BusinessAct): Report[] {
  const subject = `${product.gtin}:${lot.lot}`;
  const masterData = { key: `product-master-data:${subject}`, name: 'product-master-data' };
  const parts = Math.ceil(units / PACKS_PER_REPORT);
  const packs = Array.from({ length: parts }, (_, part) => {
    const first = part * PACKS_PER_REPORT;
    return {
      key: `product-pack-data:${subject}:${first}`,
      name: 'product-pack-data',
      after: masterData.key,
      units: { first, count: Math.min(PACKS_PER_REPORT, units - first) },
    };
  });
  return parts === 0 ? [] : [masterData, ...packs];
}
