import type { Commissioned, commissionedCounters, LotEvents } from '#common/store/commissioned-counters.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { LotFatesStore } from '#common/store/lot-fates.ts';
import type { Lots } from '#common/store/lots.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import type { Said } from '#shared/reconciliation/fold-block.ts';
import type { CounterRange } from '#shared/serials/block-counters.ts';
import { countersIn, type LineSaid } from './line-said.ts';

export interface SaidNeeds {
  readonly lots: Pick<Lots, 'get'>;
  readonly fates: LotFatesStore;
  readonly commissioned: ReturnType<typeof commissionedCounters>;
  readonly placesOf: EpcPlaces;
}

/** A block of a lot, and what was read of the lot. */
export interface OneBlock {
  readonly lot: Lot;
  readonly row: StoredBlock;
  readonly events: LotEvents;
  readonly said: LineSaid;
  /** Asked before each read of the ledger; once it throws, so does whoever reads. */
  readonly proceed: () => void;
}

/** Draws of a block, which stand in rows and are read once. */
export interface Draws {
  /** Of the lot's own line. */
  readonly drawn: CounterSet;
  /** Of other lots. */
  readonly elsewhere: readonly CounterSet[];
}

export async function drawsOf(
  needs: SaidNeeds,
  tenant: string,
  { lot, row }: Pick<OneBlock, 'lot' | 'row'>,
): Promise<Draws> {
  return { drawn: await drawnBy(needs, tenant, lot, row), elsewhere: await drawnElsewhere(needs, tenant, lot, row) };
}

/**
 * What the ledger's index names of a stretch of a block.
 *
 * @param fresh numbers of the block that `by` counts
 */
export const commissionedIn = (
  needs: SaidNeeds,
  tenant: string,
  { row, events, proceed }: OneBlock,
  { first, last }: CounterRange,
  fresh: CounterSet,
): Promise<Commissioned> => needs.commissioned.of(tenant, { pool: row.pool, first, last, fresh }, events, proceed);

/**
 * Everything that is told about the numbers of a stretch of a block; they fold as they do in the whole, since no number's fate depends on another's.
 * What the line names and the block does not hold is told with every stretch.
 */
export function saidOf(
  { lot, row, said }: OneBlock,
  { drawn, elsewhere }: Draws,
  { counters }: Pick<Commissioned, 'counters'>,
  { first, last }: CounterRange,
): Said[] {
  const { requestId, skips, parts } = row;
  const block = CounterSet.range(row.first, row.last, skips);
  const numbers = CounterSet.range(
    first,
    last,
    skips?.filter((skip) => skip >= first && skip <= last),
  );
  const here = drawn.and(numbers);
  const own = row.order === lot.order;
  return [
    { kind: 'block', numbers, own },
    { kind: 'drawn', numbers: here },
    { kind: 'fate', fate: 'commissioned', numbers: counters },
    // What people gave back of a block that others asked for is theirs to account for, unless this lot drew it.
    ...parts.map(
      (part): Said => ({
        kind: 'fate',
        fate: part.fate,
        numbers: CounterSet.range(Math.max(part.first, first), Math.min(part.last, last)).and(own ? numbers : here),
      }),
    ),
    ...(['rejected', 'sampled', 'destroyed'] as const).map((fate): Said => {
      const told = said.counters(requestId, fate);
      return { kind: 'fate', fate, numbers: told.and(numbers).or(told.without(block)) };
    }),
    ...elsewhere.map((some): Said => ({ kind: 'elsewhere', numbers: some.and(numbers) })),
  ];
}

/** The numbers between the first and the last that a lot's line drew of a block. */
async function drawnBy({ placesOf }: SaidNeeds, tenant: string, lot: Lot, row: StoredBlock): Promise<CounterSet> {
  const told = lot.report?.blocks?.find(({ block }) => block === row.requestId);
  if (told === undefined) return new CounterSet();
  const named = { gtin: lot.gtin, pool: row.pool };
  const places = await countersIn(placesOf, tenant, named, [...new Set([told.from, told.to])]);
  const [from, to] = [places.get(told.from), places.get(told.to)];
  return from === undefined || to === undefined ? new CounterSet() : CounterSet.range(from, to, row.skips);
}

async function drawnElsewhere(needs: SaidNeeds, tenant: string, lot: Lot, row: StoredBlock): Promise<CounterSet[]> {
  const others = (await needs.fates.lotsOf(tenant, row.requestId)).filter(
    (other) => other.gtin !== lot.gtin || other.lot !== lot.lot,
  );
  const rows = await Promise.all(others.map((other) => needs.lots.get(tenant, other.gtin, other.lot)));
  return Promise.all(rows.filter((other) => other !== undefined).map((other) => drawnBy(needs, tenant, other, row)));
}
