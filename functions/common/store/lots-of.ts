import type { EpcisEvent } from '#shared/epcis/event.ts';
import { ilmdText } from '#shared/trace/ilmd-text.ts';
import type { Mention } from '#shared/trace/mentions.ts';
import { gtinOf } from './unit-code.ts';

export interface Lot {
  readonly gtin: string;
  readonly lot: string;
}

/** A lot, and how many of its units an event names; one that is named twice counts twice. */
export interface NamedLot extends Lot {
  readonly units: number;
}

/** Lots whose units an event brings into being: one for each GTIN among them, when its ilmd says `lotNumber`. */
export function lotsOf(event: EpcisEvent, mentions: readonly Mention[]): NamedLot[] {
  if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') return [];
  const lot = ilmdText(event.ilmd, 'lotNumber', event['@context']);
  if (lot === undefined) return [];
  const gtins = new Map<string, number>();
  for (const { epc, role } of mentions) {
    const gtin = role === 'epc' || role === 'output' ? gtinOf(epc) : undefined;
    if (gtin !== undefined) gtins.set(gtin, (gtins.get(gtin) ?? 0) + 1);
  }
  return [...gtins].map(([gtin, units]) => ({ gtin, lot, units }));
}
