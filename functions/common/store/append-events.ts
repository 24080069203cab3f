import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { putRows } from './batches.ts';
import type { EpcPlaces } from './epc-places.ts';
import { digestsOf, ERROR, EVENT, itemKey, nameOf, writeItems } from './event-items.ts';
import { fingerprint } from './fingerprint.ts';
import { dayOf, daysRow, type Filing, indexRows } from './index-rows.ts';

/**
 * What became of an event: `duplicate` is stored already with the same content, `conflict` with other content (EPCIS 2.0 §7.4.1),
 * `withheld` was good but belongs together with one in conflict.
 */
export type Outcome = 'stored' | 'duplicate' | 'conflict' | 'withheld';

const MOST_DAYS = 1000;

interface Asked extends Omit<Filing, 'item'> {
  readonly index: number;
}

/** Appends events to the ledger of a tenant; see `ledger.ts`. */
export function appendEvents(db: DynamoDBDocumentClient, table: string, placesOf: EpcPlaces) {
  const daysKnown = new Set<string>();

  return async (tenant: string, events: readonly StoredEvent[], together: boolean): Promise<Outcome[]> => {
    const outcomes: Outcome[] = events.map(() => 'withheld');
    let open: Asked[] = events.map((stored, index) => {
      return { index, stored, digest: fingerprint(stored.eventId, stored.event) };
    });
    // Going round again is safe: what is stored is found as a duplicate, and rows are the same as before.
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > ATTEMPTS) throw new Error(`events were overtaken ${ATTEMPTS} times`);
      if (attempt > 1) await pause(attempt);
      const { fresh, settled } = await compare(db, table, tenant, open);
      for (const { index, outcome } of settled) outcomes[index] = outcome;
      if (together && settled.some(({ outcome }) => outcome === 'conflict')) return outcomes;
      // Index rows first: a crash in between leaves rows that name an event nobody stored, which readers pass over. The event item
      // is what makes the event exist, and whoever finds it finds it by all its rows.
      await fileRows(tenant, fresh);
      const lost = new Set(await writeItems(db, table, tenant, fresh, together));
      for (const filing of fresh) if (!lost.has(filing)) outcomes[filing.index] = 'stored';
      open = fresh.filter((filing) => lost.has(filing));
    }
    return outcomes;
  };

  async function fileRows(tenant: string, filings: readonly Filing[]): Promise<void> {
    const naming = filings.map((filing) => ({ filing, mentions: mentionsOf(filing.stored.event) }));
    const epcs = naming.flatMap(({ mentions }) => mentions.map(({ epc }) => epc));
    const places = await placesOf(tenant, epcs);
    const days = [...new Set(filings.map(dayOf))].filter((day) => !daysKnown.has(`${tenant}#${day}`));
    const rows = naming.flatMap(({ filing, mentions }) => indexRows(tenant, filing, mentions, places));
    await putRows(db, table, [...rows, ...days.map((day) => daysRow(tenant, day))]);
    if (daysKnown.size > MOST_DAYS) daysKnown.clear();
    for (const day of days) daysKnown.add(`${tenant}#${day}`);
  }
}

interface Numbered extends Filing {
  readonly index: number;
}

/** Tells new events, with the item each will be, from those whose place is taken by the table or earlier in the same list. */
async function compare(db: DynamoDBDocumentClient, table: string, tenant: string, open: readonly Asked[]) {
  const keys = new Map(open.flatMap((asked) => placesFor(tenant, asked)).map(({ key }) => [nameOf(key), key]));
  const taken = await digestsOf(db, table, [...keys.values()]);
  const fresh: Numbered[] = [];
  const settled: { index: number; outcome: 'duplicate' | 'conflict' }[] = [];
  for (const asked of open) {
    const places = placesFor(tenant, asked);
    const free = places.find(({ key }) => !taken.has(nameOf(key)));
    const same = places.some(({ key }) => taken.get(nameOf(key)) === asked.digest);
    if (same || free === undefined) settled.push({ index: asked.index, outcome: same ? 'duplicate' : 'conflict' });
    else {
      taken.set(nameOf(free.key), asked.digest);
      fresh.push({ ...asked, item: free.item });
    }
  }
  return { fresh, settled };
}

/** An event has one place; a declaration about it stands beside it, where several may be (EPCIS 2.0 §7.4.1.2). */
function placesFor(tenant: string, { stored: { eventId, event }, digest }: Asked) {
  const items = event.errorDeclaration === undefined ? [EVENT] : [ERROR, `${ERROR}#${digest}`];
  return items.map((item) => ({ item, key: itemKey(tenant, eventId, item) }));
}
