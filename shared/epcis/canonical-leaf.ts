import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { isExactNumber } from '../wire/exact-number.ts';
import type { Json } from '../wire/json.ts';
import { canonicalLiteral, canonicalNumber } from './canonical-number.ts';
import { type Definitions, namespaceOf } from './prefixes.ts';
import { isTime, utcMilliseconds } from './time.ts';

/** One value as the event hash spells it: a canonical identifier or number, a CURIE in full, any other text as it is. */
export function canonicalLeaf(value: Json, definitions: Definitions): string {
  if (typeof value === 'string') return canonicalNumber(canonicalEpc(inFull(value, definitions)));
  if (typeof value === 'number') return canonicalLiteral(String(value));
  return isExactNumber(value) ? canonicalLiteral(value.rawJSON) : String(value);
}

/** No identifier has white space, and texts for people do: `note: keep upright` is no CURIE, whatever `note` is defined as. */
const prose = /\s/;

/** A CURIE with its namespace in place of a prefix that was defined; any other text unchanged. */
export function inFull(text: string, definitions: Definitions): string {
  const colon = definitions.size === 0 ? -1 : text.indexOf(':');
  if (colon < 0 || text.startsWith('//', colon + 1) || prose.test(text)) return text;
  const prefix = text.slice(0, colon);
  const namespace = definitions.has(prefix) ? namespaceOf(prefix, definitions) : undefined;
  return namespace === undefined ? text : namespace + text.slice(colon + 1);
}

/** The same, for a member that may hold a time; by its name, because a text that looks like one need not be one. */
export function canonicalMember(name: string, value: Json, definitions: Definitions): string {
  const isInstant = typeof value === 'string' && beginsWithDigit(value) && /time/i.test(name) && isTime(value);
  return isInstant ? utcMilliseconds(value) : canonicalLeaf(value, definitions);
}

/** As all times do, and hardly any identifier. */
function beginsWithDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0x30 && code <= 0x39;
}
