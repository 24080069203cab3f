import type { ObjectEvent } from '../epcis/event.ts';

export interface Ending {
  readonly epcs: readonly string[];
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `±HH:MM` where it happened. */
  readonly offset: string;
  readonly readPoint: string;
  readonly bizLocation: string;
}

/** Numbers are taken off packs or containers, which may go on existing without them (CBV 2.0 §7.1.3, `decommissioning`). */
export const decommissionEvent = (ending: Ending): ObjectEvent => ended(ending, 'decommissioning', 'inactive');

/** Packs or containers are made unusable (CBV 2.0 §7.1.3, `destroying`). */
export const destroyEvent = (ending: Ending): ObjectEvent => ended(ending, 'destroying', 'destroyed');

const ended = (
  { epcs, at, offset, readPoint, bizLocation }: Ending,
  bizStep: 'decommissioning' | 'destroying',
  disposition: string,
): ObjectEvent => ({
  type: 'ObjectEvent',
  eventTime: at,
  eventTimeZoneOffset: offset,
  epcList: epcs,
  action: 'DELETE',
  bizStep,
  disposition,
  readPoint: { id: readPoint },
  bizLocation: { id: bizLocation },
});
