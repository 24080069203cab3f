import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Database } from '../../store/database.ts';
import { NeverTold } from '../../store/never-told.ts';
import type { HeldBack, SiteExceptions } from '../../store/site-exceptions.ts';
import { findRow, type RowNeeds } from './find-row.ts';
import { namesIn, onlyEnds, readHeld, withoutNames } from './names-in.ts';

export interface LeaveNeeds extends RowNeeds {
  readonly db: Database;
  readonly exceptions: SiteExceptions;
}

/** Held events that cannot be told either, and what of them can be without the things that they waited for. */
export interface Behind {
  readonly held: HeldBack;
  readonly rest: readonly EpcisEvent[];
}

/**
 * What waits for something that is never told, in order. A container that would be told with less in it than stands in it is not told at all; of ends
 * and of what left a container the rest is told.
 */
export function behind({ exceptions }: LeaveNeeds, exception: number): Behind[] {
  const untold = begunBy(exceptions.heldBy(exception).filter(({ kind }) => kind === 'events'));
  const found: Behind[] = [];
  if (untold.size === 0) return found;
  for (const held of exceptions.heldEvents(exception)) {
    const events = readHeld(held.body);
    const named = namesIn(events);
    if (![...named.keys()].some((name) => untold.has(name))) continue;
    if (onlyEnds(events)) found.push({ held, rest: withoutNames(events, untold) });
    else {
      found.push({ held, rest: [] });
      for (const name of begunBy([held])) untold.add(name);
    }
  }
  return found;
}

function begunBy(held: readonly HeldBack[]): Set<string> {
  const named = held.flatMap(({ body }) => [...namesIn(readHeld(body))]);
  return new Set(named.filter(([, begins]) => begins).map(([name]) => name));
}

/**
 * Puts the records right for events that are never told, in the caller's transaction: a good pack that should have begun with them is a rejected one, a
 * container is no more, and what should have been packed is in nothing.
 */
export function leaveUntold(
  needs: LeaveNeeds,
  events: readonly EpcisEvent[],
  by: { readonly at: string; readonly who: string; readonly why: string },
): void {
  for (const event of events) {
    if (event.type !== 'AggregationEvent' || event.action !== 'ADD') continue;
    for (const child of event.childEPCs ?? []) takeOut(needs, child, event.parentID ?? '');
  }
  for (const [epc, begins] of namesIn(events)) if (begins) neverWas(needs, epc, by);
}

/** Takes something out of a container, if it is in that. */
function takeOut(needs: LeaveNeeds, epc: string, parent: string): void {
  const { packs, containers } = needs;
  const [row, outer] = [findRow(needs, epc), findRow(needs, canonicalEpc(parent))];
  if (row === undefined || outer === undefined || !('container' in outer)) return;
  const { container } = outer.container;
  if ('pack' in row && row.pack.container === container) packs.takeOut(row.pack);
  if ('container' in row && row.container.parent === container) containers.takeOut(row.container);
}

function neverWas(needs: LeaveNeeds, epc: string, by: Parameters<typeof leaveUntold>[2]): void {
  const { db, packs, containers } = needs;
  const row = findRow(needs, epc);
  if (row === undefined) return;
  const never = new NeverTold(db);
  if ('pack' in row) {
    never.pack(row.pack);
    if (row.pack.state === 'commissioned') packs.change(row.pack, { ...by, state: 'rejected' });
    return;
  }
  const { container } = row;
  for (const pack of packs.inside(container)) packs.takeOut(pack);
  for (const one of containers.inside(container)) containers.takeOut(one);
  never.container(container);
  const isOver = container.state === 'decommissioned' || container.state === 'destroyed';
  if (!isOver) containers.change(container, { ...by, state: 'decommissioned' });
}
