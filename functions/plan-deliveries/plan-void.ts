import { insideAt } from '#common/inside-at.ts';
import { isShipment } from '#common/is-shipment.ts';
import { reportedLot } from '#common/reported-lot.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { plannedOf } from '#shared/regimes/planned.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { changesAmong, type PlanUndoNeeds } from './plan-undo.ts';
import { planVoidOfLot } from './plan-void-of-lot.ts';
import { tellOnce, toldOf } from './tell-once.ts';

/**
 * Takes back what regulators were told of exports that did not leave: what was not sent yet, and is of no other packs, is dropped; for the rest a report is
 * planned that makes those packs active again, once what was told of them is taken in. How many reports that are.
 *
 * Which packs those are is remembered before it is looked what was told of them, and who plans a shipment looks for it after he has planned: one of the two
 * sees the other.
 */
export async function planVoid(needs: PlanUndoNeeds, tenant: string, voiding: StoredEvent): Promise<number> {
  let planned = 0;
  for (const part of await insideAt(needs.unitEvents, tenant, voiding)) {
    if ((await needs.lots.get(tenant, part.gtin, part.lot)) === undefined) continue;
    const { product } = await reportedLot(needs, tenant, part);
    if (plannedOf(product.markets, needs.regimes).length === 0) continue;
    await needs.told.markVoid(tenant, part, voiding.eventId);
    await tellOnce(needs, tenant, part, voiding.eventId, part.serials);
    planned += await planVoidOfLot(needs, tenant, voiding, part);
  }
  return planned;
}

/** The same of a shipment that is planned after it was voided. */
export async function planVoidsOf(needs: PlanUndoNeeds, tenant: string, shipment: StoredEvent): Promise<number> {
  if (!isShipment(shipment)) return 0;
  const lots = new Map<string, LotName>();
  for (const { subject } of changesAmong(await needs.deliveries.ofEvent(tenant, shipment.eventId)))
    lots.set(`${subject.gtin} ${subject.lot}`, { gtin: subject.gtin ?? '', lot: subject.lot ?? '' });
  let planned = 0;
  for (const of of lots.values()) {
    const ids = (await needs.told.acts(tenant, of)).flatMap(({ eventId, voids }) => (voids ? [eventId] : []));
    for (const voiding of effectiveEvents(await needs.ledger.eventsById(tenant, ids))) {
      if (instantOf(voiding.event.eventTime) < instantOf(shipment.event.eventTime)) continue;
      const serials = [...(await toldOf(needs, tenant, of, voiding.eventId))];
      planned += await planVoidOfLot(needs, tenant, voiding, { ...of, serials });
    }
  }
  return planned;
}
