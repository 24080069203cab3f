import { instantOf } from '#shared/epcis/time.ts';
import { EVENT } from './event-items.ts';
import type { Ledger } from './ledger.ts';
import type { LotName } from './lot-fates.ts';
import type { EventRef } from './ref-rows.ts';

/** An event that brought units of a lot into being, as the index names it. */
export interface Commissioning {
  /** One of them leads to it: captured again after a crash, at another position or record time, it has several. */
  readonly refs: readonly EventRef[];
  /** How many of them; one that is named twice counts twice. */
  readonly units: number;
}

export interface CommissioningNeeds {
  readonly ledger: Pick<Ledger, 'refsByLot' | 'fetch' | 'fetchPlaced'>;
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
  let [last, some]: [string, Map<string, Found>] = ['', new Map()];
  for await (const ref of needs.ledger.refsByLot(tenant, of.gtin, of.lot, { ascending: true })) {
    if (ref.item !== EVENT || declared.has(ref.eventId)) continue;
    // Whatever refs an event has, they agree in its time and digest, and it begins its units once.
    const [time = '', , digest = ''] = ref.at.split('#');
    if (time !== last) {
      yield* some.values();
      [last, some] = [time, new Map()];
    }
    const known = some.get(digest);
    if (known === undefined) some.set(digest, { refs: [ref], units: ref.units ?? 0 });
    else known.refs.push(ref);
  }
  yield* some.values();
}

interface Found extends Commissioning {
  readonly refs: EventRef[];
}

/** A declaration says the same as its event, so it stands among the events of the lot; its row may be there without it after a crash. */
async function declaredBy({ ledger }: CommissioningNeeds, tenant: string, { gtin, lot }: LotName, asOf?: string) {
  const end = asOf === undefined ? Number.POSITIVE_INFINITY : instantOf(asOf);
  const declarations: EventRef[] = [];
  for await (const ref of ledger.refsByLot(tenant, gtin, lot, { ascending: true }))
    if (ref.item !== EVENT && instantOf(ref.recordTime) <= end) declarations.push(ref);
  return new Set((await ledger.fetch(tenant, declarations)).map(({ stored }) => stored.eventId));
}
