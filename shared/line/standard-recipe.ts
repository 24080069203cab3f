import type { Order } from '../messages/site-api.ts';
import { elementsWithTail } from './printable.ts';
import type { Recipe } from './recipe.ts';

/**
 * What an order is packed by when no approved recipe is for its product: cases and pallets known by SSCC and counted as the gate lets
 * the packs pass, what is not full at the end closed by itself, no checklists.
 */
export function standardRecipe({ gtin, market, unitsPerCase, casesPerPallet, sampleEvery }: Order): Recipe {
  return {
    recipe: 'standard',
    version: 1,
    name: 'Standard',
    gtins: [gtin],
    camera: {},
    elements: elementsWithTail(market) ?? ['01', '17', '10', '21'],
    text: ['GTIN {01}', 'EXP {expiry}', 'LOT {10}', 'SN {21}'],
    levels: [
      { level: 'case', count: unitsPerCase, identity: { key: 'sscc' }, read: 'counted' },
      { level: 'pallet', count: casesPerPallet, identity: { key: 'sscc' }, read: 'counted' },
    ],
    partial: 'automatic',
    samples: sampleEvery > 0 ? [{ kind: 'quality-assurance', every: sampleEvery }] : [],
    clearance: { before: [], after: [] },
    lowWater: 0,
  };
}
