import type { EpcisServer } from '../../../kit/epcis-server.ts';

/** Namespace of `ex:` in what is captured and asked. */
export const exampleNamespace = 'https://ns.example.org/epcis/';

/** A pack of a product that no pool numbers. */
export const packOf = (serial: string) => `urn:epc:id:sgtin:9521321.077777.${serial}`;
export const packLink = (serial: string) => `https://id.gs1.org/01/09521321777774/21/${serial}`;

export const place = 'urn:epc:id:sgln:9521321.00017.0';

/** An observed pack; name what matters to the case. */
export const observed = (epc: string, more: object = {}) => ({
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:00:00Z',
  eventTimeZoneOffset: '+01:00',
  epcList: [epc],
  action: 'OBSERVE',
  ...more,
});

/** The id of an event that nothing else has. */
export const freshId = (server: EpcisServer) => `https://events.example.org/${server.fresh('e')}`;

/** Stores one event about a pack of its own; answers both names. */
export async function storedEvent(server: EpcisServer, more: object = {}, tenant = 'acme-pharma') {
  const [epc, eventID] = [packOf(server.fresh('s')), freshId(server)];
  const body = { '@context': context, ...observed(epc, { eventID, ...more }) };
  const { status, text } = await server.ask({ method: 'POST', path: '/events', body, tenant });
  if (status !== 201) throw new Error(`the event was answered ${status}: ${text}`);
  return { epc, eventID };
}

export const context = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { ex: exampleNamespace },
] as const;

/** Path of a value in the interface. */
export const inPath = encodeURIComponent;
