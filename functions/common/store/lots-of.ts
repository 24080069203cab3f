import type { EpcisEvent } from '#shared/epcis/event.ts';
import { ilmdText } from '#shared/trace/ilmd-text.ts';
import type { Mention } from '#shared/trace/mentions.ts';
import { unitCode } from './unit-code.ts';

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
    const unit = role === 'epc' || role === 'output' ? unitCode(epc) : undefined;
    if (unit?.kind === 'sgtin') gtins.add(unit.gtin);
  }
  return [...gtins].map((gtin) => ({ gtin, lot }));
}
