import { ndc10Layouts, readNdc, toNdc10, writeNdc } from '../gs1/national/ndc.ts';
import { ndcDigitsOfGtin } from '../gs1/national/ndc-gtin.ts';
import type { Product } from '../master-data/product.ts';
import { isRefusal } from '../refusal.ts';

/** The codes of ten digits that an NDC may stand for (21 CFR 207.33): which zero of eleven digits is padding is not always told. */
export function ndcCodes(ndc: string): string[] {
  const read = readNdc(ndc);
  if (isRefusal(read)) return [];
  const tens = ndc10Layouts.map((layout) => toNdc10(read, layout));
  return [...new Set(tens.flatMap((ten) => (isRefusal(ten) ? [] : writeNdc(ten, false))))];
}

/** The same of a GTIN: that inside it, or those that the product in force has; none when neither tells one. */
export function ndcCodesOfGtin(gtin: string, product: Pick<Product, 'nationalNumbers'> | undefined): string[] {
  const inside = ndcDigitsOfGtin(gtin);
  const own = isRefusal(inside) ? [] : [inside];
  const said = (product?.nationalNumbers ?? []).filter(({ type }) => type === 'ndc');
  return [...own, ...said.flatMap(({ value }) => ndcCodes(value))];
}
