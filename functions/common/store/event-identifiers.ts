import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventAsJson } from '#shared/epcis/event-as-json.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { isJsonObject, type Json } from '#shared/wire/json.ts';

/**
 * Characters of an identifier. Index rows repeat the event id and name step and disposition, so these must stay small beside the 400 kB
 * that a row holds. Keys hold fewer still; what does not fit one stands there as its hash (`short`).
 */
export const identifierLimit = 2048;

/** Members whose texts identify nothing and stand in no row. */
const freeTexts = new Set(['@context', 'ilmd', 'stringValue', 'hexBinaryValue']);

/** Refuses the first identifier, URI or name of an event type that is too long for index rows. `at`: where the event stands. */
export function overlongIn(event: EpcisEvent, at: string): Refusal | undefined {
  const found = tooLong(eventAsJson(event));
  return found && refuseLong(found, at);
}

const refuseLong = ({ at, length }: Found, eventAt: string) =>
  refuse('malformed', `an identifier has ${length} characters, the limit is ${identifierLimit}`, {
    at: `${eventAt}${at}`,
    rule: 'limit of this repository',
    remedy: 'name the thing by a shorter URI; long text belongs in an extension',
  });

interface Found {
  /** JSON pointer within the value looked at. */
  readonly at: string;
  readonly length: number;
}

/** Extensions, whose names have a colon, are only stored. */
function tooLong(value: Json): Found | undefined {
  if (typeof value === 'string') return value.length > identifierLimit ? { at: '', length: value.length } : undefined;
  if (Array.isArray(value)) return firstTooLong([...value.entries()]);
  if (!isJsonObject(value)) return undefined;
  return firstTooLong(Object.entries(value).filter(([name]) => !name.includes(':') && !freeTexts.has(name)));
}

function firstTooLong(members: readonly (readonly [string | number, Json])[]): Found | undefined {
  for (const [name, value] of members) {
    const found = tooLong(value);
    if (found !== undefined) return { ...found, at: `/${name}${found.at}` };
  }
  return undefined;
}

/** Where event `i` stands. The document was valid, so its type says where its list is; a bare event is the document. */
export function eventPointer(document: string, i: number): string {
  const parsed: Json = JSON.parse(document);
  const type = isJsonObject(parsed) ? parsed['type'] : undefined;
  if (type === 'EPCISDocument') return `/epcisBody/eventList/${i}`;
  return type === 'EPCISQueryDocument' ? `/epcisBody/queryResults/resultsBody/eventList/${i}` : '';
}
