import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { type Key, putRows } from './batches.ts';
import type { EpcPlaces } from './epc-places.ts';
import { digestsOf, ERROR, EVENT, itemKey, nameOf, writeItems } from './event-items.ts';
import { fingerprint } from './fingerprint.ts';
import { type Filing, indexRows } from './index-rows.ts';
import { markWriter } from './marks.ts';

/**
 * What became of an event: `duplicate` is stored already with the same content, `conflict` with other content (EPCIS 2.0 §7.4.1),
 * `withheld` was good but belongs together with one in conflict.
 */
export type Outcome = 'stored' | 'duplicate' | 'conflict' | 'withheld';

interface Place {
  readonly item: string;
  readonly key: Key;
}

interface Asked extends Omit<Filing, 'item'> {
  readonly index: number;
  readonly places: readonly Place[];
}

interface Numbered extends Asked {
  readonly item: string;
}

interface Settled {
  readonly index: number;
  readonly outcome: 'duplicate' | 'conflict';
}

/** Events of a document that are looked for first. */
const SAMPLE = 8;

/** Appends events to the ledger of a tenant; see `ledger.ts`. */
export function appendEvents(db: DynamoDBDocumentClient, table: string, placesOf: EpcPlaces) {
  const marks = markWriter();

  const append = async (tenant: string, events: readonly StoredEvent[], together: boolean): Promise<Outcome[]> => {
    const outcomes: Outcome[] = events.map(() => 'withheld');
    let open = asked(tenant, events);
    // Going round again is safe: what is stored is found as a duplicate, and rows are the same as before.
    for (let attempt = 1; open.length > 0; attempt++) {
      if (attempt > ATTEMPTS) throw new Error(`events were overtaken ${ATTEMPTS} times`);
      if (attempt > 1) await pause(attempt);
      const { fresh, settled } = place(open, await (attempt === 1 ? likelyTaken(open) : taken(open)));
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

  /** What `append` would find of each event now. */
  const compare = async (tenant: string, events: readonly StoredEvent[]): Promise<('fresh' | Settled['outcome'])[]> => {
    const open = asked(tenant, events);
    const { settled } = place(open, await taken(open));
    const found = new Map(settled.map(({ index, outcome }) => [index, outcome]));
    return events.map((_, index) => found.get(index) ?? 'fresh');
  };

  /**
   * What is stored is looked for before anything is filed: what comes again must not file rows of another record time each time it comes. Documents whose
   * events are named by their content are nearly always all new or all known: where a few of them, the first and the last among them, are new, the others
   * are believed to be. One that is stored all the same is found by its write, and the row filed in vain leads to the very same event: readers tell it by
   * record time and position. What its sender named may be in conflict, and a declaration has several places: they are all looked for.
   */
  async function likelyTaken(open: readonly Asked[]): Promise<Map<string, string>> {
    const isLookedFor = ({ stored: { event } }: Asked) => event.eventID !== undefined || isDeclaration(event);
    if (open.length <= SAMPLE || open.some(isLookedFor)) return taken(open);
    const step = (open.length - 1) / (SAMPLE - 1);
    const some = await taken(Array.from({ length: SAMPLE }, (_, i) => open[Math.round(i * step)] ?? []).flat());
    return some.size === 0 ? some : taken(open);
  }

  /** Digests at the places of the events. */
  async function taken(open: readonly Asked[]): Promise<Map<string, string>> {
    const keys = new Map(open.flatMap(({ places }) => places.map(({ key }) => [nameOf(key), key] as const)));
    return digestsOf(db, table, [...keys.values()]);
  }

  async function fileRows(tenant: string, filings: readonly Filing[]): Promise<void> {
    if (filings.length === 0) return;
    const namings = filings.map((filing) => ({ filing, mentions: mentionsOf(filing.stored.event) }));
    const places = await placesOf(
      tenant,
      namings.flatMap(({ mentions }) => mentions.map(({ epc }) => epc)),
    );
    const missing = marks.missing(tenant, filings, places);
    await putRows(db, table, [...indexRows(tenant, namings, places), ...missing]);
    marks.wrote(missing);
  }

  return { append, compare };
}

const asked = (tenant: string, events: readonly StoredEvent[]): Asked[] =>
  events.map((stored, index) => {
    const digest = fingerprint(stored.eventId, stored.event);
    return { index, stored, digest, places: placesFor(tenant, stored, digest) };
  });

const isDeclaration = (event: StoredEvent['event']) => event.errorDeclaration !== undefined;

/** Tells new events, with the item each will be, from those whose place is taken by the table or earlier in the same list. */
function place(open: readonly Asked[], taken: Map<string, string>) {
  const fresh: Numbered[] = [];
  const settled: Settled[] = [];
  for (const asked of open) {
    const { places } = asked;
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
function placesFor(tenant: string, { eventId, event }: StoredEvent, digest: string): Place[] {
  const items = isDeclaration(event) ? [ERROR, `${ERROR}#${digest}`] : [EVENT];
  return items.map((item) => ({ item, key: itemKey(tenant, eventId, item) }));
}
