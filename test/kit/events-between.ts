import type { Narrowed } from '#common/store/find-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Events by event time, newest first, a page at a time: `next` is given as `after` for the page that follows. */
export async function eventsBetween(
  ledger: Pick<Ledger, 'refsByTime' | 'fetch'>,
  tenant: string,
  { limit, narrowed = {}, ascending = false, ...range }: Range,
): Promise<{ events: StoredEvent[]; next?: string }> {
  const found: { at: string; stored: StoredEvent }[] = [];
  for await (const ref of ledger.refsByTime(tenant, { ...range, ascending }, narrowed)) {
    found.push(...(await ledger.fetch(tenant, [ref])));
    if (found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.at : undefined;
  return { events: page.map(({ stored }) => stored), ...(next !== undefined && { next }) };
}

interface Range {
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit: number;
  readonly ascending?: boolean;
  readonly narrowed?: Narrowed;
}
