import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { EventRef } from './index-refs.ts';

/** Refs fetched at a time: one BatchGet. */
const FETCH = 100;

/** An event with its stable position in time. */
export interface Positioned {
  readonly at: string;
  readonly stored: StoredEvent;
}

export interface Page {
  readonly events: StoredEvent[];
  /** Position after which the next page begins; absent on the last page. */
  readonly next?: string;
}

/** Takes refs until `limit` of their events are kept and one more shows that there is a next page. */
export async function pageOf(
  refs: AsyncGenerator<EventRef>,
  fetch: (refs: readonly EventRef[]) => Promise<Positioned[]>,
  limit: number,
  keep: (stored: StoredEvent) => boolean = () => true,
): Promise<Page> {
  const kept: Positioned[] = [];
  for (let wanted = Math.min(FETCH, limit + 1); ; wanted = FETCH) {
    const some = await take(refs, wanted);
    kept.push(...(await fetch(some)).filter(({ stored }) => keep(stored)));
    if (kept.length > limit) return cut(kept, limit);
    if (some.length < wanted) return { events: kept.map(({ stored }) => stored) };
  }
}

/** The first `limit` events, and where the next page begins if there are more. */
export function cut(found: readonly Positioned[], limit: number): Page {
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.at : undefined;
  return { events: page.map(({ stored }) => stored), ...(next !== undefined && { next }) };
}

async function take(refs: AsyncGenerator<EventRef>, count: number): Promise<EventRef[]> {
  const some: EventRef[] = [];
  while (some.length < count) {
    const { done, value } = await refs.next();
    if (done) break;
    some.push(value);
  }
  return some;
}
