import type { Context, Ilmd } from '../epcis/event.ts';
import { type Definitions, definitionsOf, namespaceOf } from '../epcis/prefixes.ts';
import { isExactNumber, literalOf } from '../wire/exact-number.ts';
import { isJsonObject } from '../wire/json.ts';

/** CBV writes its attributes' namespace both ways (CBV 2.0 §9); XML senders mostly without the colon at the end. */
const CBV = ['urn:epcglobal:cbv:mda:', 'urn:epcglobal:cbv:mda'];

/**
 * A CBV attribute of ilmd as text, whether its name came with the standard's prefix, with one that the event's `context`
 * defines, or in full; undefined when absent or no text.
 */
export function ilmdText(ilmd: Ilmd | undefined, name: string, context?: Context): string | undefined {
  if (ilmd === undefined) return undefined;
  const definitions = context === undefined ? new Map() : definitionsOf({ '@context': context });
  const found = Object.entries(ilmd).find(([member]) => isCbv(member, name, definitions))?.[1];
  const value = isJsonObject(found) ? (found['@value'] ?? found['#text']) : found;
  if (typeof value === 'number' || isExactNumber(value)) return literalOf(value);
  return typeof value === 'string' ? value : undefined;
}

function isCbv(member: string, name: string, definitions: Definitions): boolean {
  if (!member.endsWith(`:${name}`)) return false;
  const prefix = member.slice(0, -name.length - 1);
  return CBV.includes(namespaceOf(prefix, definitions) ?? prefix);
}
