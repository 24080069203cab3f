import { instantOf } from '#shared/epcis/time.ts';
import { EVENT } from './event-items.ts';
import type { Ledger } from './ledger.ts';
import type { LotName } from './lot-fates.ts';
import type { EventRef } from './ref-rows.ts';

/** An event that brought units of a lot into being, as the index names it. */
export interface Commissioning {
  readonly ref: EventRef;
  /** How many of them; one that is named twice counts twice. */
  readonly units: number;
}

export interface CommissioningNeeds {
  readonly ledger: Pick<Ledger, 'refsByLot' | 'fetch' | 'fetchDeclared'>;
}

/**
 * The commissionings of a lot in order of time, one by one: a lot may have a million. Left out are those whose error declaration was captured by `asOf`
 * (ISO 8601; ever, when absent).
 */
export async function* commissionings(
  needs: CommissioningNeeds,
  tenant: string,
  of: LotName,
  asOf?: string,
): AsyncGenerator<Commissioning> {
  const declared = await declaredBy(needs, tenant, of, asOf);
  let last = '';
  for await (const ref of needs.ledger.refsByLot(tenant, of.gtin, of.lot, { ascending: true })) {
    // An event captured again after a crash has two refs, and begins its units once.
    if (ref.item !== EVENT || ref.at === last || declared.has(ref.eventId)) continue;
    last = ref.at;
    yield { ref, units: ref.units ?? 0 };
  }
}

/** A declaration says the same as its event, so it stands among the events of the lot; its row may be there without it after a crash. */
async function declaredBy({ ledger }: CommissioningNeeds, tenant: string, { gtin, lot }: LotName, asOf?: string) {
  const end = asOf === undefined ? Number.POSITIVE_INFINITY : instantOf(asOf);
  const declarations: EventRef[] = [];
  for await (const ref of ledger.refsByLot(tenant, gtin, lot, { ascending: true }))
    if (ref.item !== EVENT && instantOf(ref.recordTime) <= end) declarations.push(ref);
  return new Set((await ledger.fetch(tenant, declarations)).map(({ stored }) => stored.eventId));
}
