import { type Refusal, refuse } from '../refusal.ts';
import type { JsonFault } from './json-fault.ts';
import type { Unparsed } from './parse-json.ts';
import { placeIn, type TextPlace } from './text-place.ts';

const rule = 'RFC 8259';

/** The refusal for a fault at a place; `pointer` leads to the value that was looked at. */
export function refuseFault({ what, pointer }: JsonFault, place: TextPlace, base = ''): Refusal {
  const { line, column } = place;
  const at = pointer === undefined ? {} : { at: base + pointer };
  return refuse('malformed', `line ${line}, column ${column}: ${what}`, { rule, line, column, ...at });
}

/** The refusal for a value that stands at `pointer` and whose text begins at `from`. */
export function refuseUnparsed(unparsed: Unparsed, text: string, pointer = '', from?: TextPlace): Refusal {
  if ('fault' in unparsed) return refuseFault(unparsed.fault, placeIn(text, unparsed.fault.offset, from), pointer);
  return refuse('malformed', 'half a surrogate pair is no character', { at: pointer + unparsed.half, rule });
}

/** RFC 8259 §9 leaves limits to readers. */
const limit = 'limit of this reader';

/** The refusal for a value that is nested too deeply. */
export const refuseDepth = (depth: number, place: TextPlace): Refusal =>
  refuse('malformed', `nested deeper than ${depth} levels`, { rule: limit, ...place });

/** The refusal for one value that is more brackets than data. */
export const refuseContainers = (most: number, place: TextPlace): Refusal =>
  refuse('too-large', `one value has more than ${most} arrays and objects`, { rule: limit, ...place });

/** The refusal for something that has more characters than are taken. */
export const refuseLength = (what: string, most: number, place?: TextPlace): Refusal =>
  refuse('too-large', `${what} has more than ${most} characters`, { rule: limit, ...place });
