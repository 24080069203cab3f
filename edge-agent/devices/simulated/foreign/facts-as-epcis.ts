import { type Facts, textsOf } from './facts-as-csv.ts';

const steps: Readonly<Record<string, object>> = {
  commissioned: { action: 'ADD', bizStep: 'commissioning', disposition: 'active' },
  rejected: { action: 'OBSERVE', bizStep: 'inspecting', disposition: 'non_conformant' },
  destroyed: { action: 'DELETE', bizStep: 'destroying', disposition: 'destroyed' },
};

/** Facts as an EPCIS 2.0 document in JSON; undefined when EPCIS has no words for one of them. */
export function epcisOf(facts: Facts, gtin: string, at: string): string | undefined {
  const events = facts.map((fact) => eventOf(fact, gtin));
  if (events.includes(undefined)) return undefined;
  const when = { eventTime: at, eventTimeZoneOffset: '+00:00' };
  return JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: at,
    epcisBody: { eventList: events.map((event) => ({ ...event, ...when })) },
  });
}

function eventOf({ kind, numbers, children, parent }: Facts[number], gtin: string): object | undefined {
  const link = (id: string) => linkOf(id, gtin);
  if (kind === 'packed') {
    const childEPCs = textsOf(children).map(link);
    const step = { action: 'ADD', bizStep: 'packing', disposition: 'in_progress' };
    return { type: 'AggregationEvent', parentID: link(String(parent)), childEPCs, ...step };
  }
  const step = steps[String(kind)];
  return step && { type: 'ObjectEvent', epcList: textsOf(numbers).map(link), ...step };
}

/** A bare serial or an SSCC as a GS1 Digital Link. */
const linkOf = (id: string, gtin: string): string =>
  /^\d{18}$/.test(id) ? `https://id.gs1.org/00/${id}` : `https://id.gs1.org/01/${gtin}/21/${encodeURIComponent(id)}`;
