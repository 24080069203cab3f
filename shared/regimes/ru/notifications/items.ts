import * as v from 'valibot';
import type { ReportedCode } from '../../reported.ts';
import { reportedCode } from '../codes.ts';

/** What a pack costs in roubles, tax included, and the tax in it. */
export interface Price {
  readonly cost?: string | undefined;
  readonly vat?: string | undefined;
}

/** A pack or package that a notification names, and the goods in it where it tells them. */
export interface NotifiedItem extends Price {
  readonly code: ReportedCode;
  readonly inside: readonly (Price & { readonly gtin: string; readonly lot: string })[];
}

const amounts = { cost: v.optional(v.string()), vat_value: v.optional(v.string()) };
const good = v.object({ gtin: v.string(), series_number: v.string(), ...amounts });
const item = v.union([
  v.object({ sgtin: v.string() }),
  v.object({ sscc: v.string() }),
  v.object({ sscc_detail: v.object({ sscc: v.string(), detail: v.optional(v.array(good), []) }) }),
]);
const listed = v.union([v.object({ item, ...amounts }), item]);

/** The items of a list as it was read: with prices or without. */
export const readItems = (list: readonly unknown[]): NotifiedItem[] =>
  list.map((one) => {
    const read = v.parse(listed, one);
    return 'item' in read ? itemOf(read.item, read) : itemOf(read, {});
  });

interface Told {
  readonly cost?: string | undefined;
  readonly vat_value?: string | undefined;
}

const priceOf = ({ cost, vat_value }: Told): Price => ({ cost, vat: vat_value });

function itemOf(thing: v.InferOutput<typeof item>, price: Told): NotifiedItem {
  if ('sgtin' in thing) return { code: reportedCode(thing.sgtin), inside: [], ...priceOf(price) };
  if ('sscc' in thing) return { code: { sscc: thing.sscc }, inside: [], ...priceOf(price) };
  const { sscc, detail } = thing.sscc_detail;
  const inside = detail.map((one) => ({ gtin: one.gtin, lot: one.series_number, ...priceOf(one) }));
  return { code: { sscc }, inside, ...priceOf(price) };
}
