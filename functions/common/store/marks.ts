import type { MarkedField } from '#shared/epcis/query/event-query.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Row } from './batches.ts';
import type { OwnPlace } from './epc-places.ts';
import { type Filing, fieldsOf, hourOf, short } from './index-rows.ts';
import { markKey, recordedKey, valueKey } from './keys.ts';

/** The field under which every hour with events is marked. */
export const ANY = 'any';
/** The field under which the pools are listed whose units events name. */
export const POOLS = 'pool';

/** Rows remembered as written, over all tenants. */
const MOST_KNOWN = 20_000;

/**
 * Marks are rows that say little and repeat endlessly: in this hour there are events of that step, at that place; this value occurs. They let a
 * query skip hours, and cost next to nothing because each is written once an hour and worker: writing one again changes nothing.
 */
export function markWriter() {
  const known = new Set<string>();
  return {
    /** The marks of events that this worker has not written yet. Call `wrote` once they are. */
    missing: (tenant: string, filings: readonly Filing[], places: ReadonlyMap<string, readonly OwnPlace[]>): Row[] => {
      const rows = new Map<string, Row>();
      for (const row of marksOf(tenant, telling(filings), places)) {
        const name = nameOf(row);
        if (!known.has(name)) rows.set(name, row);
      }
      return [...rows.values()];
    },
    wrote: (rows: readonly Row[]): void => {
      if (known.size + rows.length > MOST_KNOWN) known.clear();
      for (const row of rows) known.add(nameOf(row));
    },
  };
}

const nameOf = ({ pk, sk }: Row) => `${pk}\n${sk}`;

/** One filing for each set of marks: events of one step and hour have the same. */
function telling(filings: readonly Filing[]): Filing[] {
  const one = new Map<string, Filing>();
  for (const filing of filings) {
    const { type, bizStep, disposition, readPoint, bizLocation, '@context': context } = filing.stored.event;
    if (context !== undefined) one.set(String(one.size), filing);
    else
      one.set(
        [hourOf(filing), filing.stored.recordTime, type, bizStep, disposition, readPoint?.id, bizLocation?.id].join(
          '\n',
        ),
        filing,
      );
  }
  return [...one.values()];
}

function* marksOf(
  tenant: string,
  filings: readonly Filing[],
  places: ReadonlyMap<string, readonly OwnPlace[]>,
): Generator<Row> {
  for (const filing of filings) {
    const hour = hourOf(filing);
    yield markKey(tenant, ANY, '', hour);
    yield recordedKey(tenant, filing.stored.recordTime.slice(0, 13), hour);
    for (const [field, value] of valuesOf(filing.stored)) {
      yield markKey(tenant, field, short(value), hour);
      // A value too long for a key is found, but not listed.
      if (short(value) === value) yield valueKey(tenant, field, value);
    }
  }
  const pools = new Set<string>();
  for (const [first] of places.values()) if (first !== undefined) pools.add(first.pool);
  for (const pool of pools) yield valueKey(tenant, POOLS, pool);
}

function* valuesOf(stored: Pick<StoredEvent, 'event'>): Generator<readonly [MarkedField, string]> {
  const { type, bizStep, disposition, readPoint, bizLocation } = fieldsOf(stored);
  yield ['eventType', type];
  if (bizStep !== undefined) yield ['bizStep', bizStep];
  if (disposition !== undefined) yield ['disposition', disposition];
  if (readPoint !== undefined) yield ['readPoint', readPoint];
  if (bizLocation !== undefined) yield ['bizLocation', bizLocation];
}
