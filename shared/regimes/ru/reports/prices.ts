import { type Refusal, refuse } from '../../../refusal.ts';
import type { MovedThing } from '../../reported.ts';
import { sgtinOf } from '../codes.ts';
import { amount } from '../forms.ts';
import type { Declared, Priced } from '../goods.ts';
import { form } from '../xml/form.ts';
import { type Fact, factOf, type Told } from './report-kind.ts';

export const price = form(
  'an amount of 0 or more, two digits behind the point',
  (text) => /^\d/.test(text) && amount.holds(text),
);

/** A package whose content is told by product and lot has to be known to its last pack. */
export function ofUnknownLot({ movement }: Told): Refusal | undefined {
  const i = (movement?.things ?? []).findIndex(({ packsOfNoLot = 0 }) => packsOfNoLot > 0);
  if (i < 0) return undefined;
  return refuse(
    'conflict',
    `of ${movement?.things[i]?.packsOfNoLot} packs inside it is not known of what lot they are`,
    {
      at: `/movement/things/${i}`,
      rule: 'MDLP XSD 1.38, sscc_detail: products and lots in a package',
      remedy: 'capture the commissioning of those packs with their lot, then resend',
    },
  );
}

/** Products inside, by GTIN. */
export function gtinsOf({ movement }: Told): string[] {
  const all = (movement?.things ?? []).flatMap(({ code, inside }) => [
    ...(code.sscc === undefined ? [code.gtin] : []),
    ...inside.map(({ gtin }) => gtin),
  ]);
  return [...new Set(all)].toSorted();
}

/** An amount of each product, or one for all of them where it was asked for before it was known which those are. */
export function amountFacts(told: Told, ...names: string[]): Fact[] {
  const { facts = {} } = told;
  return names.flatMap((name) =>
    Object.hasOwn(facts, name)
      ? [{ name, form: price }]
      : gtinsOf(told).map((gtin) => ({ name: `${name}/${gtin}`, form: price })),
  );
}

const amountOf = (told: Told, name: string, gtin: string) => factOf(told, `${name}/${gtin}`) || factOf(told, name);

const priceOf = (told: Told, gtin: string) => ({
  cost: amountOf(told, 'cost', gtin),
  vat_value: amountOf(told, 'vat', gtin),
});

const firstGtin = ({ product }: Told, { inside }: MovedThing) => inside[0]?.gtin ?? product.gtin;

/** Things with the price of a pack in each; a package with those of all products and lots inside, its own being that of the first (XSD, `cost`). */
export const pricedThings = (told: Told): Priced[] =>
  (told.movement?.things ?? []).map((thing) => {
    const { code, inside } = thing;
    if (code.sscc === undefined)
      return { item: { sgtin: sgtinOf(code.gtin, code.serial) }, ...priceOf(told, code.gtin) };
    const detail = inside.map(({ gtin, lot }) => ({ gtin, series_number: lot, ...priceOf(told, gtin) }));
    return { item: { sscc_detail: { sscc: code.sscc, detail } }, ...priceOf(told, firstGtin(told, thing)) };
  });

/** Things with their value at customs; that of a package is the sum of its packs [L]. */
export const declaredThings = (told: Told): Declared[] =>
  (told.movement?.things ?? []).map(({ code, inside }) => {
    const customsOf = (gtin: string) => amountOf(told, 'customs_value', gtin);
    if (code.sscc === undefined)
      return { item: { sgtin: sgtinOf(code.gtin, code.serial) }, customs_value: customsOf(code.gtin) };
    const detail = inside.map(({ gtin, lot }) => ({ gtin, series_number: lot, customs_value: customsOf(gtin) }));
    const sum = inside.reduce((all, { gtin, packs }) => all + copecksOf(customsOf(gtin)) * BigInt(packs), 0n);
    const value = inside.length === 0 ? customsOf(told.product.gtin) : roublesOf(sum);
    return { item: { sscc_detail: { sscc: code.sscc, detail } }, customs_value: value };
  });

export function copecksOf(text: string): bigint {
  const [, whole = '0', fraction = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return BigInt(whole + fraction.padEnd(2, '0'));
}
const roublesOf = (copecks: bigint) => `${copecks / 100n}.${String(copecks % 100n).padStart(2, '0')}`;
