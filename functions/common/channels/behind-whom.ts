import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { InLine, PartnerLine } from '#common/store/partner-line.ts';
import { placeOf } from '#common/store/partner-rows.ts';
import { isOpen } from '#shared/delivery/standing.ts';

export interface LineNeeds {
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly line: PartnerLine;
  readonly now: () => Date;
}

/** Looked at in one query: those who are settled are taken out, and most often the first is not. */
const AT_ONCE = 10;
/** A place is written before its delivery. When there is none after this, its planner died and nobody planned again, milliseconds. */
const UNPLANNED_MS = 3_600_000;

/** Who goes before a delivery that goes in order; `undefined`: it may go. It joins the line where it was planned before its partner wanted an order. */
export async function behindWhom(needs: LineNeeds, row: Delivery): Promise<string | undefined> {
  const { tenant, partner = '', deliveryId } = row;
  const place = placeOf(row);
  if (row.place === undefined) await needs.line.join(tenant, partner, { place, deliveryId }, needs.now());
  const head = await headOf(needs, tenant, partner);
  return head === undefined || head.place >= place ? undefined : head.deliveryId;
}

/** The first in a partner's line that is not settled. Who ends is left in it, so that ending costs nothing: he is taken out by who looks next. */
export async function headOf(needs: LineNeeds, tenant: string, partner: string): Promise<InLine | undefined> {
  for (;;) {
    const first = await needs.line.first(tenant, partner, AT_ONCE);
    if (first.length === 0) return undefined;
    for (const one of first) {
      if (await mustBeSettled(needs, tenant, one)) return one;
      await needs.line.leave(tenant, partner, one.place);
    }
  }
}

/** What a person keeps back keeps all behind it back: they would arrive before it. */
async function mustBeSettled({ deliveries, now }: LineNeeds, tenant: string, { deliveryId, at }: InLine) {
  const row = await deliveries.get(tenant, deliveryId);
  if (row === undefined) return now().getTime() - Date.parse(at) < UNPLANNED_MS;
  return isOpen(row.state) || row.state === 'held';
}
