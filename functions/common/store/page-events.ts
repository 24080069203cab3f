import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { EventRef } from './index-refs.ts';

/** Refs fetched at a time: one BatchGet. */
const FETCH = 100;

export interface Page {
  readonly events: StoredEvent[];
  /** Position after which the next page begins; absent on the last page. */
  readonly next?: string;
  /** True when `most` refs were looked at before the page was full. */
  readonly gaveUp: boolean;
}

/** Takes refs until `limit` of their events are kept and one more shows that there is a next page. */
export async function pageOf(
  refs: AsyncGenerator<EventRef>,
  fetch: (refs: readonly EventRef[]) => Promise<StoredEvent[]>,
  { limit, keep = () => true, most = Number.POSITIVE_INFINITY }: PageOptions,
): Promise<Page> {
}
