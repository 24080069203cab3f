import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { skippedCounters } from '#shared/serials/skipped-counters.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

export interface SliceNeeds {
  readonly ledger: Pick<Ledger, 'refsByLot' | 'fetchEach'>;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom' | 'issuersOf' | 'findCodes'>;
  readonly cipher: PoolCipher;
}

/** Units that are told of together, and where the next slice begins; the last one has no `next`. */
export interface Slice {
  /** Canonical. */
  readonly epcs: readonly string[];
  readonly next?: string;
  /** Of a lot: the events that they were found by. */
  readonly foundBy?: { readonly lot: string; readonly events: ReadonlySet<string> };
}

/** Units of a slice; those of one event stay together. */
const UNITS = 1_000;
/** Events of a slice: one request reads them. */
const MOST_EVENTS = 100;

/** The slice of a recall's units that begins at a place; the first at ''. */
export async function sliceOf(needs: SliceNeeds, tenant: string, { gtin, of }: Recall, place: string): Promise<Slice> {
  if (of.kind === 'units') return { epcs: of.serials.map((serial) => unitEpc(gtin, serial)) };
  if (of.kind === 'lot') return ofLot(needs, tenant, { gtin, lot: of.lot }, place);
  const first = place === '' ? of.first : Number(place);
  const last = Math.min(of.last, first + UNITS - 1);
  const pool = await needs.pools.get(tenant, of.pool);
  // The serials under these stand under counters of an older key: they are another unit's, and may lie outside the range.
  const skips = skippedCounters(pool, first, last, await ciphersOf(needs.cipher, tenant, pool));
  const epcs: string[] = [];
  for await (const { serials } of expandSerials(needs, tenant, pool, { first, last, skips }))
    for (const { code } of serials) epcs.push(unitEpc(gtin, code));
  return { epcs, ...(last < of.last && { next: String(last + 1) }) };
}

async function ofLot(
  { ledger }: SliceNeeds,
  tenant: string,
  { gtin, lot }: { gtin: string; lot: string },
  place: string,
): Promise<Slice> {
  const span = { ascending: true, ...(place !== '' && { after: place }) };
  const refs: EventRef[] = [];
  let units = 0;
  for await (const ref of ledger.refsByLot(tenant, gtin, lot, span)) {
    const last = refs.at(-1);
    // A crash may leave refs that lead to no event: what has one place stays together, since the next slice begins behind it.
    if (last !== undefined && last.at !== ref.at && (units >= UNITS || refs.length >= MOST_EVENTS))
      return { ...(await unitsIn(ledger, tenant, { gtin, lot }, refs)), next: last.at };
    refs.push(ref);
    units += ref.units ?? UNITS;
  }
  return unitsIn(ledger, tenant, { gtin, lot }, refs);
}

/** Units of a product that events bring into being. The events are read together, and looked into one after another. */
async function unitsIn(
  ledger: Pick<Ledger, 'fetchEach'>,
  tenant: string,
  { gtin, lot }: { gtin: string; lot: string },
  refs: readonly EventRef[],
): Promise<Slice> {
  const epcs = new Set<string>();
  const events = new Set<string>();
  for await (const { stored } of ledger.fetchEach(tenant, refs)) {
    events.add(stored.eventId);
    for (const { epc, role } of mentionsOf(stored.event)) {
      const unit = role === 'epc' || role === 'output' ? identify(epc) : undefined;
      if (unit?.kind === 'sgtin' && unit.gtin === gtin) epcs.add(unit.canonical);
    }
  }
  return { epcs: [...epcs], foundBy: { lot, events } };
}
