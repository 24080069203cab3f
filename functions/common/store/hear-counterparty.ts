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
  const heardBefore = before?.notices ?? [];
  const last = heardBefore.length - 1;
  const done = await updateDelivery(
    here,
    delivery,
    { counterparty },
    {
      // Two notices may come at once: the second is added to what the first left.
      condition:
        last < 0
          ? 'attribute_not_exists(counterparty)'
          : `size(counterparty.notices) = :heard AND counterparty.notices[${last}] = :last`,
      values: last < 0 ? {} : { ':heard': heardBefore.length, ':last': heardBefore[last] },
      evidence: [evidence],
    },
  );
  return done === 'done' ? 'noted' : done;
}
