import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { inLanes } from './batches.ts';
import { refsIn } from './index-refs.ts';
import { RUN } from './index-rows.ts';
import { runKey } from './keys.ts';
import type { Ledger } from './ledger.ts';
import type { LotName } from './lot-fates.ts';
import type { EventRef } from './ref-rows.ts';

/** Runs read at once. */
const LANES = 16;

/** The events that brought a lot into being, as the index names them: those of a million units are some thousand refs. */
export interface LotEvents {
  /** By their place in time. */
  readonly refs: ReadonlyMap<string, EventRef>;
}

/** Counters of a block that were commissioned in a lot, and by which events. */
export interface Commissioned {
  readonly counters: CounterSet;
  /** How many of them each event names, by its place in time. */
  readonly by: ReadonlyMap<string, number>;
}

/**
 * Tells what was commissioned of a block without reading a unit or an event: the index names the units of 256 counters in one row.
 *
 * An event with more than one version, or an error declaration about it, is read: whoever declared a commissioning an error took it back
 * (EPCIS 2.0 §7.4.1.2). A declaration says the same as its event, so it stands among the events of the lot.
 */
export function commissionedCounters(
  db: DynamoDBDocumentClient,
  table: string,
  ledger: Pick<Ledger, 'refsByLot' | 'fetch'>,
) {
  return {
    eventsOf: async (tenant: string, { gtin, lot }: LotName): Promise<LotEvents> => {
      const all: EventRef[] = [];
      for await (const ref of ledger.refsByLot(tenant, gtin, lot, { ascending: true })) all.push(ref);
      const refs = new Map<string, EventRef>();
      const doubtful: EventRef[] = [];
      for (const some of Map.groupBy(all, ({ eventId }) => eventId).values()) {
        const [first] = some;
        if (some.length === 1 && first?.item === 'event') refs.set(first.at, first);
        else doubtful.push(...some);
      }
      const found = await ledger.fetch(tenant, doubtful);
      const declared = new Set(
        found.flatMap(({ stored }) => (stored.event.errorDeclaration === undefined ? [] : [stored.eventId])),
      );
      const standing = new Set(found.flatMap(({ at, stored }) => (declared.has(stored.eventId) ? [] : [at])));
      for (const ref of doubtful) if (standing.has(ref.at)) refs.set(ref.at, ref);
      return { refs };
    },

    /**
     * @param block its pool, its counters, and `fresh`: those of them that `by` counts, so that of two blocks with one number only one does.
     * Numbers of other blocks share rows with them and are passed over
     * @param proceed asked before each run is read; once it throws, so does this
     */
    of: async (
      tenant: string,
      { pool, first, last, fresh }: { pool: string; first: number; last: number; fresh: CounterSet },
      { refs }: LotEvents,
      proceed: () => void,
    ): Promise<Commissioned> => {
      const counters = new CounterSet();
      const by = new Map<string, number>();
      const runs = range(Math.floor(first / RUN), refs.size === 0 ? -1 : Math.floor(last / RUN));
      await inLanes(
        runs,
        async (run) => {
          proceed();
          const { pk } = runKey(tenant, pool, run, '');
          // An event captured again after a crash has two rows, and names its units once.
          const named = new Map<string, CounterSet>();
          for await (const { at, bits } of refsIn(db, table, { pk }, { ascending: true })) {
            if (!refs.has(at)) continue;
            const units = named.get(at) ?? new CounterSet();
            named.set(at, units);
            for (const role of ['epc', 'output'] as const) {
              const some = bits[role];
              if (some === undefined) continue;
              counters.addBits(run, some);
              units.addBits(run, some);
            }
          }
          for (const [at, units] of named) {
            const { size } = units.and(fresh);
            if (size > 0) by.set(at, (by.get(at) ?? 0) + size);
          }
        },
        LANES,
      );
      return { counters: counters.and(CounterSet.range(first, last)), by };
    },
  };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
