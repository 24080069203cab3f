import { chunksOf } from '#common/store/batches.ts';
import { fingerprint } from '#common/store/fingerprint.ts';
import type { Inbox, Waiting } from '#common/store/inbox.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Run } from '#common/store/subscription-run-row.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface CollectNeeds {
  readonly inbox: Pick<Inbox, 'waiting'>;
  readonly ledger: Pick<Ledger, 'findById'>;
}

/** What one message tells. */
export interface Collected {
  readonly events: readonly StoredEvent[];
  /** For each event, how many of `rows` are done with once it and those before it are told. */
  readonly through: readonly number[];
  /** Inbox rows that are done with once it is told. */
  readonly rows: readonly string[];
  /** More wait. */
  readonly more: boolean;
  /** Its only event is known to be too large for its receiver. */
  readonly isTooLarge: boolean;
}

/** Events of one message at most. */
export const MOST_EVENTS = 500;
/** Events decoded at once: each may have megabytes of JSON. */
const SLICE = 8;
/** What stands around the events of a document, with room for spelling identifiers at length. */
const AROUND_BYTES = 4_096;

/** The longest waiting events that fit into one message; one event always has room, and one that was found too large is alone. */
export async function collectEvents(
  { inbox, ledger }: CollectNeeds,
  { most = MOST_EVENTS, tooLarge }: Pick<Run, 'most' | 'tooLarge'>,
  subscription: Pick<Subscription, 'tenant' | 'subscriptionId' | 'createdAt' | 'initialRecordTime'>,
  maxBytes: number,
): Promise<Collected> {
  const { tenant, initialRecordTime } = subscription;
  const { waiting, more } = await inbox.waiting(subscription, most);
  const events: StoredEvent[] = [];
  const through: number[] = [];
  const rows: string[] = [];
  let bytes = AROUND_BYTES;
  for (const some of chunksOf(waiting, SLICE)) {
    if (bytes >= maxBytes && events.length > 0) return { events, through, rows, more: true, isTooLarge: false };
    const found = await eventsOf(ledger, tenant, some);
    for (const { row, digest } of some) {
      const stored = found.get(digest);
      // What was offered but never stored is nothing; a repeated capture may have offered what is older than it seemed.
      if (stored !== undefined && stored.recordTime >= initialRecordTime) {
        bytes += Buffer.byteLength(JSON.stringify(stored.event));
        if ((bytes > maxBytes || row === tooLarge) && events.length > 0)
          return { events, through, rows, more: true, isTooLarge: false };
        events.push(stored);
        through.push(rows.length + 1);
      }
      rows.push(row);
      if (row === tooLarge) return { events, through, rows, more: true, isTooLarge: events.length > 0 };
    }
  }
  return { events, through, rows, more, isTooLarge: false };
}

async function eventsOf(ledger: CollectNeeds['ledger'], tenant: string, waiting: readonly Waiting[]) {
  const found = await ledger.findById(tenant, [...new Set(waiting.map(({ eventId }) => eventId))]);
  return new Map(found.map(({ stored }) => [fingerprint(stored.eventId, stored.event), stored]));
}
