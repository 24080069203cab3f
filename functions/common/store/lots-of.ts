import type { EpcisEvent } from '#shared/epcis/event.ts';
import { namespaceOf } from '#shared/epcis/prefixes.ts';
import { identify } from '#shared/gs1/identify.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

/** Lots whose units an event brings into being: one for each GTIN among them, when its ilmd says `lotNumber`. */
export function lotsOf(event: EpcisEvent): { gtin: string; lot: string }[] {
  const lot = lotNumberOf(event);
  if (lot === undefined) return [];
  const gtins = new Set<string>();
  for (const { epc, role } of mentionsOf(event)) {
    const key = role === 'epc' || role === 'output' ? identify(epc) : undefined;
    if (key?.kind === 'sgtin') gtins.add(key.gtin);
  }
  return [...gtins].map((gtin) => ({ gtin, lot }));
}

function lotNumberOf(event: EpcisEvent): string | undefined {
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return undefined;
  for (const [name, value] of Object.entries(event.ilmd ?? {})) {
    const isText = typeof value === 'string' || typeof value === 'number';
    if (isText && `${value}` !== '' && isLotNumber(name, event['@context'] ?? {})) return `${value}`;
  }
  return undefined;
}

/** Senders write the CBV master data namespace with and without its last colon, under any prefix, or in full. */
function isLotNumber(name: string, context: Parameters<typeof namespaceOf>[1]): boolean {
  const colon = name.indexOf(':');
  const namespace = namespaceOf(name.slice(0, colon), context);
  const full = namespace === undefined ? name : namespace + name.slice(colon + 1);
  return full === 'urn:epcglobal:cbv:mda:lotNumber' || full === 'urn:epcglobal:cbv:mdalotNumber';
}
