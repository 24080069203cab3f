import * as v from 'valibot';
import type { Work } from './leased-rows.ts';
import { listenerRunKey } from './network-keys.ts';

export const storedListenerRun = v.object({
  tenant: v.string(),
  listener: v.string(),
  /** parked: not reached for a day · stopped: its receiver wants nothing more. */
  state: v.picklist(['active', 'parked', 'stopped']),
  /** Everything up to here was told, or not wanted. */
  place: v.string(),
  /** Counts the calls to look for more, so that none is lost on a run that has just looked. */
  asked: v.number(),
  /** Turns since one came to an end. */
  attempts: v.number(),
  /** Messages that were not taken since one was. */
  tries: v.number(),
  failure: v.optional(v.string()),
  failingSince: v.optional(v.string()),
  lastToldAt: v.optional(v.string()),
  /** What is told once more: everything behind `place`, up to `until`. */
  replay: v.optional(v.object({ place: v.string(), until: v.string() })),
});

/** How far a listener was told. */
export type ListenerRun = v.InferOutput<typeof storedListenerRun>;

export const listenerWork = (tenant: string, listener: string): Work => ({
  key: listenerRunKey(tenant, listener),
  tenant,
  queue: 'announcement',
  message: { tenant, listener },
});

/** The run of a new listener. It rests until something happens. */
export function newListenerRun(tenant: string, listener: string, place: string) {
  const run: ListenerRun = { tenant, listener, state: 'active', place, asked: 0, attempts: 0, tries: 0 };
  return { ...listenerRunKey(tenant, listener), ...run };
}
