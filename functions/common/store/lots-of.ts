import type { EpcisEvent } from '#shared/epcis/event.ts';
import { identify } from '#shared/gs1/identify.ts';
import { ilmdText } from '#shared/trace/ilmd-text.ts';
import type { Mention } from '#shared/trace/mentions.ts';

export interface Lot {
  readonly gtin: string;
  readonly lot: string;
}

/** Lots whose units an event brings into being: one for each GTIN among them, when its ilmd says `lotNumber`. */
export function lotsOf(event: EpcisEvent, mentions: readonly Mention[]): Lot[] {
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return [];
  const lot = ilmdText(event.ilmd, 'lotNumber', event['@context']);
  if (lot === undefined) return [];
  const gtins = new Set<string>();
  for (const { epc, role } of mentions) {
    const key = role === 'epc' || role === 'output' ? identify(epc) : undefined;
    if (key?.kind === 'sgtin') gtins.add(key.gtin);
  }
  return [...gtins].map((gtin) => ({ gtin, lot }));
}
