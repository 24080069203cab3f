import { type Refusal, refuse } from '../../refusal.ts';
import type { ReportedProduct } from '../reported.ts';

/** Packs in a full container of each layer, from the pack itself: `[1, 5, 10]` is five packs a case, two cases a pallet. */
export type Cascade = readonly number[];

const rule = 'RelationCreate 3.0: cascade';

/** Reads `1:5:10`: it begins with 1, and each layer holds a whole number of the one before. */
export function readCascade(text: string): Cascade | Refusal {
  const layers = text.split(':').map(Number);
  const isSound = /^1(:[1-9]\d{0,6}){0,5}$/.test(text);
  if (isSound && layers.every((packs, i) => i === 0 || packs % (layers[i - 1] ?? 1) === 0)) return layers;
  return refuse('malformed', `"${text}" is no cascade`, { at: '/cascade', rule, remedy: 'write it as 1:5:10' });
}

export const writeCascade = (cascade: Cascade): string => cascade.join(':');

/** How many children a full container of a layer has; layers count from 1, the pack's. */
export const childrenOf = (cascade: Cascade, layer: number): number =>
  (cascade[layer - 1] ?? 0) / (cascade[layer - 2] ?? 1);

/** The cascade of a product's packaging, from the pack out. */
export function cascadeOf({ gtin, packaging = [] }: ReportedProduct): Cascade | Refusal {
  const layers = [1];
  let [inside, packs] = [gtin, 1];
  // As many steps as there are levels: packaging that goes round ends.
  for (let step = 0; step < packaging.length; step++) {
    const outer = packaging.find(({ contains }) => contains === inside);
    if (outer?.quantity === undefined) break;
    inside = outer.gtin;
    packs *= outer.quantity;
    layers.push(packs);
  }
  if (layers.length > 1) return layers;
  return refuse('malformed', 'the product does not say how many packs a case holds', {
    at: '/product/packaging',
    rule,
    remedy: 'add the packaging levels to the product, then resend',
  });
}
