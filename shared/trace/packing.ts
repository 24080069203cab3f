import type { Ordered } from './effective-events.ts';
import { emptiesParent } from './empties-parent.ts';
import type { Mention } from './mentions.ts';

/** A stretch of time that a thing spent directly in a parent. */
export interface Stay {
  readonly parent: string;
  /** Place, among the events, of the one that put it in. */
  readonly from: number;
  /** Place of the one that took it out; absent while it is in. */
  readonly to?: number;
}

export interface Packing {
  /** The stays of each thing, in order. */
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
  /** What is in each parent at the end, in packing order. */
  readonly inside: ReadonlyMap<string, ReadonlySet<string>>;
}

type Event = Ordered & { readonly mentions: readonly Mention[] };

/**
 * Who was in what and when, from events in order (EPCIS 2.0 §7.4.3): ADD puts in, out of whatever the child was in before; DELETE takes out of
 * the named parent only, so a late unpacking does not empty the parent that came after; OBSERVE moves nothing. Associations are no packing.
 */
export function packingOf(events: readonly Event[]): Packing {
  const stays = new Map<string, Stay[]>();
  const inside = new Map<string, Set<string>>();
  const leave = (child: string, parent: string | undefined, at: number) => {
    const own = stays.get(child) ?? [];
    const last = own.at(-1);
    if (last === undefined || last.to !== undefined || last.parent !== parent) return;
    own[own.length - 1] = { ...last, to: at };
    inside.get(parent)?.delete(child);
  };
  const enter = (child: string, parent: string, at: number) => {
    const own = stays.get(child) ?? [];
    const last = own.at(-1);
    if (last?.to === undefined && last?.parent === parent) return;
    leave(child, last?.parent, at);
    own.push({ parent, from: at });
    stays.set(child, own);
    inside.set(parent, (inside.get(parent) ?? new Set()).add(child));
  };
  for (const [at, { stored, declarations, mentions }] of events.entries()) {
    const { event } = stored;
    if (event.type !== 'AggregationEvent' || event.action === 'OBSERVE' || declarations.length > 0) continue;
    const parent = mentions.find(({ role }) => role === 'parent')?.epc;
    if (parent === undefined) continue;
    const named = mentions.filter(({ role }) => role === 'child').map(({ epc }) => epc);
    if (event.action === 'ADD') for (const child of named) enter(child, parent, at);
    else for (const child of emptiesParent(event) ? [...(inside.get(parent) ?? [])] : named) leave(child, parent, at);
  }
  return { stays, inside };
}
