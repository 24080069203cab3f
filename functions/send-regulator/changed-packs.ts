import { orRefuse } from '#common/refused.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { standingOf, type ToldActsNeeds, toldActsOf } from '#common/told-acts.ts';
import { refuse } from '#shared/refusal.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';

const remedy = 'cancel the report: POST /api/deliveries/{deliveryId}/cancel';

/** @throws Refused when the event was declared an error: there is nothing to tell */
export async function mustStand(
  { ledger }: Pick<ToldActsNeeds, 'ledger'>,
  tenant: string,
  eventId: string,
): Promise<void> {
  const [stored] = effectiveEvents(await ledger.eventsById(tenant, [eventId]));
  const wrong = refuse('conflict', 'the event that this report tells of was declared an error', { remedy });
  orRefuse(stored ?? wrong);
}

/**
 * Of the packs of an event that did not happen those that no other event made something of, in whatever they were: what that tells stands. One that is not
 * planned yet is told later than this, and so has the last word as well.
 *
 * @throws Refused when there is none
 */
export async function toTakeBack(
  needs: ToldActsNeeds,
  tenant: string,
  of: LotName,
  serials: readonly string[],
): Promise<string[]> {
  const told = standingOf(await toldActsOf(needs, tenant, of, new Set(serials)));
  const back = serials.filter((serial) => (told.get(serial) ?? []).length === 0);
  if (back.length === 0)
    orRefuse(refuse('conflict', 'another event tells what became of each of the packs', { remedy }));
  return back;
}
