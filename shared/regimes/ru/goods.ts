import { confirmation } from './enumerations.ts';
import { amount, day, gtin, number, series, sgtin, sscc } from './forms.ts';
import type { Element, ValueOf } from './xml/element.ts';
import { named, one, within } from './xml/fields.ts';
import { listOf } from './xml/list-of.ts';
import { many } from './xml/many.ts';
import { maybe } from './xml/maybe.ts';

/** A pack or a transport package, as documents name it. */
const code = one({ sgtin, sscc });
export type Code = ValueOf<typeof code>;

/** The 27 characters of a pack or the 18 digits of a package. */
export const textOf = (thing: Code): string => ('sgtin' in thing ? thing.sgtin : thing.sscc);

/** The most things in most documents. */
export const MOST = 25_000;

/** Packs and packages, none of them twice. */
export const things = (most?: number): Element<readonly Code[]> =>
  listOf(many(code, { ...(most !== undefined && { most }), once: (thing) => [textOf(thing)] }));

/** Packs alone. */
export const packs = (most?: number) =>
  listOf(named('sgtin', many(sgtin, { ...(most !== undefined && { most }), once: (text) => [text] })));

/** A certificate or declaration of conformity. */
const confirmed = within({ confirm_doc: confirmation, doc_date: day, doc_num: number });

/** The most different goods in a package whose prices are told. */
export const MOST_INSIDE = 100;

const inside = <A>(one: Element<A>) => many(one, { least: 0, most: MOST_INSIDE });
const good = { gtin, series_number: series };
const price = { cost: amount, vat_value: amount };
const perhaps = { cost: maybe(amount), vat_value: maybe(amount) };
const customsValue = { customs_value: amount, confnum_info: maybe(confirmed) };

interface Named {
  readonly item: { readonly sgtin: string } | { readonly sscc_detail: { readonly sscc: string } };
}
const union = <T extends Named>(thing: Element<T>) =>
  listOf(
    named(
      'union',
      many(thing, { most: MOST, once: ({ item }) => ['sgtin' in item ? item.sgtin : item.sscc_detail.sscc] }),
    ),
  );

/** Things with what each pack costs, tax included, and the tax in it. */
export const priced = union(
  within({
    item: one({ sgtin, sscc_detail: within({ sscc, detail: inside(within({ ...good, ...price })) }) }),
    ...price,
  }),
);
export type Priced = ValueOf<typeof priced>[number];

/** The same where prices need not be told. */
export const perhapsPriced = union(
  within({
    item: one({ sgtin, sscc_detail: within({ sscc, detail: inside(within({ ...good, ...perhaps })) }) }),
    ...perhaps,
  }),
);

/** Things with their value at customs. */
export const declared = union(
  within({
    item: one({ sgtin, sscc_detail: within({ sscc, detail: inside(within({ ...good, ...customsValue })) }) }),
    ...customsValue,
  }),
);
export type Declared = ValueOf<typeof declared>[number];
