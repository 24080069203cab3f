import { Refused } from '#common/refused.ts';
import type { Commissioned, LotEvents } from '#common/store/commissioned-counters.ts';
import type { OwnPlace } from '#common/store/epc-places.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Difference, Lot } from '#shared/messages/lots-api.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { differencesOf, type FoundBlock, figuresOf } from '#shared/reconciliation/differences.ts';
import { type Figures, noFigures, sumOf } from '#shared/reconciliation/figures.ts';
import { foldBlock } from '#shared/reconciliation/fold-block.ts';
import { revisionUnknown } from '#shared/reconciliation/revision-unknown.ts';
import { refuse } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { findBlocks } from './find-blocks.ts';
import { lineSaid, unnamedFates } from './line-said.ts';
import { commissionedIn, drawsOf, type SaidNeeds, saidOf } from './said-of.ts';

export interface ReconcileNeeds extends SaidNeeds {
  readonly blocks: Pick<SerialBlocks, 'get' | 'ofOrder'>;
  readonly ledger: Pick<Ledger, 'fetchEach'>;
  readonly now: () => Date;
}

/** A block with what became of its numbers in the lot. */
export interface ReconciledBlock extends FoundBlock {
  readonly row: StoredBlock;
}

export interface ReconciledLot {
  readonly blocks: readonly ReconciledBlock[];
  /** Numbers that are of no block of ours, as far as they are known: by the lot's events and by what the line counted. */
  readonly blockless: Figures | undefined;
  readonly figures: Figures;
  readonly differences: readonly Difference[];
  /** Serials commissioned in the lot that are of none of its blocks. */
  readonly foreign: readonly string[];
  /** Serials whose fate the line tells and no pool of the product issued. */
  readonly strange: readonly { readonly serial: string; readonly block: string }[];
}

/** An answer over HTTP has 30 s: ten million units take some 40,000 reads of the index, 16 at a time. */
const ENOUGH_MS = 22_000;

/**
 * What became of every number of a lot, from three witnesses: the blocks as they were allocated and given back, the ledger's index, and
 * the line's report. Nothing of it is stored, so it is as true as they are now.
 *
 * @throws Refused `too-complex` for a lot that cannot be counted in the time of one answer
 */
export async function reconcileLot(needs: ReconcileNeeds, tenant: string, lot: Lot): Promise<ReconciledLot> {
  const proceed = timeFor(needs.now, lot);
  const [events, said, found] = await Promise.all([
    needs.commissioned.eventsOf(tenant, lot),
    lineSaid(needs, tenant, lot),
    findBlocks(needs.blocks, tenant, lot),
  ]);
  const blocks: ReconciledBlock[] = [];
  const own = new OwnUnits();
  for (const row of found.blocks) {
    const one = { lot, row, events, said, proceed };
    const fresh = own.fresh(row);
    const commissioned = await commissionedIn(needs, tenant, one, row, fresh);
    own.add(row, fresh, commissioned);
    const told = saidOf(one, await drawsOf(needs, tenant, one), commissioned, row);
    blocks.push({ row, block: row.requestId, fold: foldBlock(told) });
  }
  const foreign = await foreignSerials(needs, tenant, { lot, events, own, proceed });
  const blockless = blocks.length === 0 ? withoutBlocks(lot, foreign.length) : undefined;
  const figures = sumOf([figuresOf(blocks), blockless ?? noFigures]);
  const counted = differencesOf(lot.report, blocks, figures, {
    foreign: foreign.length,
    unknownBlocks: found.unknown,
    unknownSerials: said.strange.length,
    unnamed: unnamedFates(lot, said),
  });
  const differences = [...counted, ...revisionUnknown(lot)].filter(
    // Nobody closes a lot whose order is cancelled; what was asked for it still has to go back.
    ({ kind }) => lot.state !== 'cancelled' || kind !== 'no-report',
  );
  return { blocks, blockless, figures, differences, foreign, strange: said.strange };
}

/** Refuses `too-complex` once the time of one answer is over. */
export function timeFor(now: () => Date, { lot }: Pick<Lot, 'lot'>): () => void {
  const end = now().getTime() + ENOUGH_MS;
  return () => {
    if (now().getTime() > end) throw tooLarge(lot);
  };
}

/** What was found of a lot's units in its blocks: by event, and by pool. */
class OwnUnits {
  readonly #counts = new Map<string, number>();
  readonly #asked = new Map<string, CounterSet>();
  readonly #found = new Map<string, CounterSet>();

  /** Numbers of a block that no block before it had: what was given back of one may be drawn again in another. */
  fresh({ pool, first, last, skips }: StoredBlock): CounterSet {
    return CounterSet.range(first, last, skips).without(this.#asked.get(pool) ?? new CounterSet());
  }

  add({ pool }: StoredBlock, fresh: CounterSet, { counters, by }: Commissioned): void {
    this.#asked.set(pool, (this.#asked.get(pool) ?? new CounterSet()).or(fresh));
    this.#found.set(pool, (this.#found.get(pool) ?? new CounterSet()).or(counters));
    for (const [at, count] of by) this.#counts.set(at, this.of(at) + count);
  }

  /** Units that an event names, as far as they are of the blocks. */
  of = (at: string): number => this.#counts.get(at) ?? 0;

  has = ({ pool, counter }: OwnPlace): boolean => this.#found.get(pool)?.has(counter) ?? false;

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }
}

interface Foreign {
  readonly lot: Lot;
  readonly events: LotEvents;
  readonly own: OwnUnits;
  readonly proceed: () => void;
}

/** Units that were commissioned in the lot and stand in none of its blocks. Only events that name more units than the blocks have of them are read. */
async function foreignSerials(needs: ReconcileNeeds, tenant: string, { lot, events, own, proceed }: Foreign) {
  const refs = [...events.refs.values()].filter(({ at, units }) => units === undefined || units > own.of(at));
  const serials = new Set<string>();
  for await (const { stored } of needs.ledger.fetchEach(tenant, refs)) {
    proceed();
    const named = new Map<string, string>();
    for (const { epc, role } of mentionsOf(stored.event)) {
      const unit = role === 'epc' || role === 'output' ? identify(epc) : undefined;
      if (unit?.kind === 'sgtin' && unit.gtin === lot.gtin) named.set(unit.canonical, unit.serial);
    }
    const places = own.isEmpty ? undefined : await needs.placesOf(tenant, [...named.keys()]);
    for (const [epc, serial] of named) if (!places?.get(epc)?.some(own.has)) serials.add(serial);
  }
  return [...serials];
}

/** A lot of serials that others issued: its events tell what was commissioned, its line's counts the rest. */
function withoutBlocks({ report }: Lot, commissioned: number): Figures | undefined {
  if (report === undefined) return commissioned === 0 ? undefined : { ...noFigures, asked: commissioned, commissioned };
  const { rejected, sampled, destroyed, printed } = report;
  const known = commissioned + rejected + sampled + destroyed;
  const asked = Math.max(printed, known);
  return { ...noFigures, asked, commissioned, rejected, sampled, destroyed, unaccounted: asked - known };
}

const tooLarge = (lot: string) =>
  new Refused(
    refuse('too-complex', `lot ${lot} has too many numbers to be counted in one answer`, {
      remedy: 'order such quantities as several lots',
    }),
  );
