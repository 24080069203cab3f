import type { Needs } from '../needs.ts';
import { routeTo } from '../route.ts';
import { element } from './element.ts';

/** The code of a unit, leading to its page, at a time when one is given; only the code for who may not see units. */
export function unitLink({ may }: Pick<Needs, 'may'>, epc: string, at?: string): HTMLElement {
  const code = element('code', {}, epc);
  if (!may('events:query')) return code;
  return element('a', { href: routeTo('units', epc, at === undefined ? {} : { at }) }, code);
}
