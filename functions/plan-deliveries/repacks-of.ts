import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Repacked } from '#shared/regimes/business-act.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import { emptiesParent } from '#shared/trace/empties-parent.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { momentOf, sooner } from '#shared/trace/moment.ts';
import { packingOf } from '#shared/trace/packing.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** What an event did to one container. */
export interface Repack {
  readonly how: Repacked;
  /** Canonical. */
  readonly container: string;
  /** What was taken out or put in; the container itself, where nothing is left in it. Canonical. */
  readonly things: readonly string[];
  /** In which the packs are that it is about. */
  readonly about: readonly string[];
}

/**
 * What a packing or unpacking event did to containers, in the order in which it has to be told: what was in another one left that first. What was in it already, or
 * was not in it when it was taken out, is no news. Only containers have codes that regulators know.
 */
export async function repacksOf(unitEvents: UnitEvents, tenant: string, stored: StoredEvent): Promise<Repack[]> {
  const { event } = stored;
  const mentions = mentionsOf(event);
  const container = mentions.find(({ role }) => role === 'parent')?.epc;
  if (event.type !== 'AggregationEvent' || container === undefined || unitCode(container) === undefined) return [];
  const named = mentions.filter(({ role }) => role === 'child').map(({ epc }) => epc);
  const { inside, parentOf } = await before(unitEvents, tenant, stored, [container, ...named]);
  const held = [...(inside.get(container) ?? [])].filter((epc) => parentOf(epc) === container);
  if (event.action === 'DELETE') {
    const isAll = emptiesParent(event);
    const gone = held.filter((epc) => isAll || named.includes(epc));
    return leaving(container, held, gone);
  }
  const news = named.filter((epc) => parentOf(epc) !== container && unitCode(epc) !== undefined);
  if (news.length === 0) return [];
  const others = Map.groupBy(news, (epc) => parentOf(epc) ?? '');
  others.delete('');
  const left = [...others].flatMap(([other, gone]) =>
    unitCode(other) === undefined
      ? []
      : leaving(
          other,
          [...(inside.get(other) ?? [])].filter((epc) => parentOf(epc) === other),
          gone,
        ),
  );
  return [...left, { how: held.length > 0 ? 'put-in' : 'packed', container, things: news, about: [container] }];
}

function leaving(container: string, held: readonly string[], gone: readonly string[]): Repack[] {
  if (gone.length === 0) return [];
  if (gone.length === held.length) return [{ how: 'apart', container, things: [container], about: held }];
  const things = gone.filter((epc) => unitCode(epc) !== undefined);
  return things.length === 0 ? [] : [{ how: 'taken-out', container, things, about: held }];
}

/** What containers held before an event, and what some things were in. Both sides are asked: what is in a container may have been put elsewhere. */
async function before(unitEvents: UnitEvents, tenant: string, stored: StoredEvent, epcs: readonly string[]) {
  const roles = { roles: ['parent', 'child'] } as const;
  const own = await eventsBefore(unitEvents, tenant, stored, epcs, roles);
  const parents = new Set(
    own.flatMap(({ event }) => mentionsOf(event).find(({ role }) => role === 'parent')?.epc ?? []),
  );
  const theirs = await eventsBefore(unitEvents, tenant, stored, [...parents], { roles: ['parent'] });
  const { inside } = fold([...own, ...theirs]);
  const held = [...new Set([...epcs, ...parents].flatMap((epc) => [...(inside.get(epc) ?? [])]))];
  const all = [...own, ...theirs, ...(await eventsBefore(unitEvents, tenant, stored, held, { roles: ['child'] }))];
  const folded = fold(all);
  const parentOf = (epc: string): string | undefined => {
    const last = folded.stays.get(epc)?.at(-1);
    return last?.to === undefined ? last?.parent : undefined;
  };
  return { inside: folded.inside, parentOf };
}

async function eventsBefore(
  unitEvents: UnitEvents,
  tenant: string,
  stored: StoredEvent,
  epcs: readonly string[],
  narrowed: Parameters<UnitEvents>[2],
): Promise<StoredEvent[]> {
  if (epcs.length === 0) return [];
  const moment = momentOf(stored);
  return (await unitEvents(tenant, epcs, narrowed)).filter(
    (one) =>
      one.eventId !== stored.eventId && (one.event.errorDeclaration !== undefined || sooner(momentOf(one), moment) < 0),
  );
}

const fold = (events: readonly StoredEvent[]) =>
  packingOf(orderedEvents(events).map((one) => ({ ...one, mentions: mentionsOf(one.stored.event) })));
