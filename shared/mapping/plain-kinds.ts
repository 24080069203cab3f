import type { Action } from '../epcis/event.ts';

/** What a flat form can tell, in CBV 2.0 words: which event each kind is, and the disposition that goes without saying. */
const table = {
  commission: ['ObjectEvent', 'ADD', 'commissioning', 'active'],
  pack: ['AggregationEvent', 'ADD', 'packing', 'in_progress'],
  unpack: ['AggregationEvent', 'DELETE', 'unpacking', 'in_progress'],
  ship: ['ObjectEvent', 'OBSERVE', 'shipping', 'in_transit'],
  'void-shipment': ['ObjectEvent', 'OBSERVE', 'void_shipping', 'in_progress'],
  receive: ['ObjectEvent', 'OBSERVE', 'receiving', 'in_progress'],
  return: ['ObjectEvent', 'OBSERVE', 'receiving', 'returned'],
  encode: ['ObjectEvent', 'ADD', 'encoding', 'encoded'],
  deactivate: ['ObjectEvent', 'OBSERVE', 'holding', 'non_sellable_other'],
  decommission: ['ObjectEvent', 'DELETE', 'decommissioning', 'inactive'],
  destroy: ['ObjectEvent', 'DELETE', 'destroying', 'destroyed'],
  sample: ['ObjectEvent', 'OBSERVE', 'sampling', 'non_sellable_other'],
} as const satisfies Record<string, readonly ['ObjectEvent' | 'AggregationEvent', Action, string, string]>;

export type PlainKind = keyof typeof table;

/** In the order in which units go through them. */
export const plainKinds = [
  'commission',
  'encode',
  'pack',
  'unpack',
  'ship',
  'void-shipment',
  'receive',
  'return',
  'deactivate',
  'decommission',
  'destroy',
  'sample',
] as const satisfies readonly PlainKind[];

export interface KindFacts {
  readonly type: 'ObjectEvent' | 'AggregationEvent';
  readonly action: Action;
  readonly bizStep: string;
  readonly disposition: string;
}

/** The event that a kind is. */
export function factsOf(kind: PlainKind): KindFacts {
  const [type, action, bizStep, disposition] = table[kind];
  return { type, action, bizStep, disposition };
}

/** The kind of an event by type, action, step and disposition; a receipt whose goods are `returned` is a return. Undefined for any other. */
export function kindOf(type: string, action: string, bizStep = '', disposition?: string): PlainKind | undefined {
  const fits = plainKinds.filter((kind) => {
    const facts = factsOf(kind);
    return facts.type === type && facts.action === action && facts.bizStep === bizStep;
  });
  return fits.find((kind) => factsOf(kind).disposition === disposition) ?? fits[0];
}
