import type { EpcisEvent } from '#shared/epcis/event.ts';
import { jsonAsEvent } from '#shared/epcis/event-as-json.ts';
import { isExactNumber } from '#shared/wire/exact-number.ts';
import { type Expand, expansion } from './comparable.ts';

/** Members whose text is never a CURIE. */
const freeText = new Set(['stringValue']);

/**
 * An event as it stands, for ways that stay within one syntax: nothing is left out, flattened or turned into another type,
 * and no list is sorted. Extensions are pairs of name and value in their order; the standard's own members, whose order the
 * XSDs fix and JSON leaves open, are sorted before them. Prefixes are written in full, because documents rename them.
 * Two events are the same when the texts are.
 */
export function exactEvent(event: EpcisEvent): string {
  const { '@context': context = {}, ...members } = event;
  return JSON.stringify(standard(members, expansion(context)), undefined, 1);
}

/** The same for ways through XML, whose schema of 1.2 wants empty epcList and childEPCs where there are none (EventTypes of the XSD). */
export function exactInXml(event: EpcisEvent): string {
  const said = Object.entries(event).filter(
    ([name, value]) => !((name === 'epcList' || name === 'childEPCs') && JSON.stringify(value) === '[]'),
  );
  return exactEvent(jsonAsEvent(Object.fromEntries(said)));
}

/** A structure of the standard, or what stands in a member of it. */
function standard(value: unknown, expand: Expand, name = ''): unknown {
  if (typeof value === 'string' && freeText.has(name)) return value;
  if (Array.isArray(value)) return value.map((item) => standard(item, expand, name));
  if (!isStructure(value)) return exactly(value, expand);
  const own = Object.entries(value).filter(([member]) => !member.includes(':'));
  const added = Object.entries(value).filter(([member]) => member.includes(':'));
  return {
    members: own.map(([member, inner]) => [member, standard(inner, expand, member)]).sort(byName),
    extensions: added.map(([member, inner]) => [fullName(member, expand), exactly(inner, expand)]),
  };
}

/** A value of somebody's own. */
function exactly(value: unknown, expand: Expand): unknown {
  if (typeof value === 'string') return expand.text(value);
  if (Array.isArray(value)) return value.map((item) => exactly(item, expand));
  if (!isStructure(value)) return value;
  return Object.entries(value).map(([name, inner]) => [fullName(name, expand), exactly(inner, expand)]);
}

const isStructure = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !isExactNumber(value);

const byName = ([a]: unknown[], [b]: unknown[]): number => (String(a) < String(b) ? -1 : 1);

const fullName = (name: string, expand: Expand): string =>
  name.startsWith('@') ? `@${expand.name(name.slice(1))}` : expand.name(name);
