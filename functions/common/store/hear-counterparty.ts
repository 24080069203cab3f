import { afterHearing, type Heard } from '#shared/delivery/counterparty.ts';
import type { Delivery, Evidence } from './delivery-row.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** Notes on a delivery what its counterparty did, with the notice that says so as evidence: once for each notice. */
export async function hearCounterparty(
  here: DeliveriesHere,
  delivery: Delivery,
  heard: Heard,
  evidence: Evidence,
): Promise<'noted' | 'known' | 'overtaken'> {
  const { counterparty: before, report, round } = delivery;
  const counterparty = afterHearing(before, heard, report?.units?.count ?? 1, round);
  if (counterparty === undefined) return 'known';
  const done = await updateDelivery(
    here,
    delivery,
    { counterparty },
    {
      // Two notices may come at once: the second is added to what the first left.
      condition: before === undefined ? 'attribute_not_exists(counterparty)' : 'size(counterparty.notices) = :heard',
      values: before === undefined ? {} : { ':heard': before.notices.length },
      evidence: [evidence],
    },
  );
  return done === 'done' ? 'noted' : done;
}
