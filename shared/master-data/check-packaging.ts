import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type Packaging, packagingLevels } from './product.ts';

const rule = 'GS1 GTIN Management Standard; GS1 GS §2.1.5: packaging hierarchy';

/**
 * What is wrong with a product's packaging: every level has a GTIN of its own and holds what is further inside, down to the one item level, without
 * coming back to itself; and where the number of items is given, it is that.
 *
 * @param item GTIN of the product
 */
export function packagingProblems(item: string, levels: readonly Packaging[]): Refusal[] {
  if (levels.length === 0) return [];
  const byGtin = new Map(levels.map((one) => [one.gtin, one]));
  return [...itemProblems(item, levels), ...levels.flatMap((one, i) => levelProblems(one, i, levels, byGtin))];
}

function itemProblems(item: string, levels: readonly Packaging[]): Refusal[] {
  const items = levels.flatMap((one, i) => (one.level === 'item' ? [{ ...one, i }] : []));
  const [first, second] = items;
  if (first === undefined)
    return [
      refuse('malformed', 'the packaging has no item level', {
        at: '/packaging',
        rule,
        remedy: `add level item with GTIN ${item}`,
      }),
    ];
  if (second !== undefined)
    return [
      refuse('malformed', 'the packaging has two item levels', {
        at: `/packaging/${second.i}/level`,
        rule,
        remedy: 'keep one',
      }),
    ];
  if (first.gtin !== item)
    return [
      refuse('malformed', `the item level has GTIN ${first.gtin}, the product ${item}`, {
        at: `/packaging/${first.i}/gtin`,
        rule,
        remedy: 'give the item level the GTIN of the product',
      }),
    ];
  return [];
}

function levelProblems(
  one: Packaging,
  i: number,
  levels: readonly Packaging[],
  byGtin: ReadonlyMap<string, Packaging>,
): Refusal[] {
  const at = (member: string) => `/packaging/${i}/${member}`;
  const gtin = readGtin(one.gtin);
  if (isRefusal(gtin)) return [{ ...gtin, at: at('gtin') }];
  if (levels.findIndex((other) => other.gtin === one.gtin) !== i)
    return [
      refuse('malformed', `GTIN ${one.gtin} stands for two levels`, {
        at: at('gtin'),
        rule,
        remedy: 'every level has a GTIN of its own',
      }),
    ];
  if (one.level === 'item')
    return one.contains === undefined && one.quantity === undefined && (one.items ?? 1) === 1
      ? []
      : [
          refuse('malformed', 'the item level holds nothing further', {
            at: at(one.contains === undefined ? 'quantity' : 'contains'),
            rule,
            remedy: 'take it away',
          }),
        ];
  if (one.contains === undefined || one.quantity === undefined)
    return [
      refuse('malformed', `${one.level} ${one.gtin} does not say what and how many it holds`, {
        at: at(one.contains === undefined ? 'contains' : 'quantity'),
        rule,
        remedy: 'give contains and quantity',
      }),
    ];
  const inside = byGtin.get(one.contains);
  if (inside === undefined)
    return [
      refuse('malformed', `${one.contains} is no level of this packaging`, {
        at: at('contains'),
        rule,
        remedy: 'add it as a level, or name one that is there',
      }),
    ];
  const items = itemsIn(one, byGtin);
  if (items === undefined)
    return [
      refuse('malformed', `${one.level} ${one.gtin} ends up inside itself`, {
        at: at('contains'),
        rule,
        remedy: 'let every level hold one further inside',
      }),
    ];
  if (rank(inside) >= rank(one))
    return [
      refuse('malformed', `a ${one.level} cannot hold a ${inside.level}`, {
        at: at('contains'),
        rule,
        remedy: `levels from the inside: ${packagingLevels.join(', ')}`,
      }),
    ];
  if (one.items !== undefined && one.items !== items)
    return [
      refuse('malformed', `${one.level} ${one.gtin} holds ${items} items by its quantities, not ${one.items}`, {
        at: at('items'),
        rule,
        remedy: 'mend the quantities, or leave items out',
      }),
    ];
  return [];
}

const rank = ({ level }: Packaging) => packagingLevels.indexOf(level);

/** Items inside, by the quantities on the way; undefined when the way comes back to itself. What leads nowhere counts as items. */
export function itemsIn(one: Packaging, byGtin: ReadonlyMap<string, Packaging>): number | undefined {
  let items = 1;
  const passed = new Set<string>();
  for (let at: Packaging | undefined = one; at?.contains !== undefined; at = byGtin.get(at.contains)) {
    if (passed.has(at.gtin)) return undefined;
    passed.add(at.gtin);
    items *= at.quantity ?? 1;
  }
  return items;
}
