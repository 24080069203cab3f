import type { Tail } from '#shared/line/printable.ts';
import type { Recipe } from '#shared/line/recipe.ts';
import { fillFrom } from '#shared/line/template.ts';
import type { Order } from '#shared/messages/site-api.ts';
import type { ItemLabel } from '../devices/device.ts';

/**
 * What goes onto one carton: the elements of its code in the recipe's order, and the lines a person reads. With the serial last, where it
 * needs no separator, and the fixed elements first the symbol is the smallest (GS1 General Specifications §7.8.5).
 *
 * @param tail what came with the serial
 * @throws when the recipe wants of the tail what did not come: its market's pools give it
 */
export function itemLabel(
  order: Order,
  serial: string,
  { elements, text }: Pick<Recipe, 'elements' | 'text'>,
  tail: Tail = {},
): ItemLabel {
  const values: Record<string, string> = {
    ...tail,
    '01': order.gtin,
    '10': order.lot,
    '17': order.expiry.slice(2).replaceAll('-', ''),
    '21': serial,
  };
  const words = { ...values, expiry: order.expiry };
  return {
    elements: elements.map((ai) => ({ ai, value: valueFor(values, ai, serial) })),
    text: text.map((line) => fillFrom(line, words)),
  };
}

function valueFor(values: Readonly<Record<string, string>>, ai: string, serial: string): string {
  const value = values[ai];
  if (value === undefined) throw new Error(`serial ${serial} came without (${ai})`);
  return value;
}
