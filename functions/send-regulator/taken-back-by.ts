import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { ReportData } from '#shared/regimes/regime.ts';

type Needs = { readonly deliveries: Pick<Deliveries, 'get'> };

/**
 * What the regulator calls the reports that are taken back and those that corrected them, in the order in which they were sent, and whether they told of more than that.
 *
 * @param units how many things or packs did not move, or were not changed
 */
export async function takenBackBy(
  { deliveries }: Needs,
  { tenant, after = [] }: Delivery,
  units: number,
): Promise<Pick<ReportData, 'takesBack' | 'takesBackPart'>> {
  const told = (await Promise.all(after.map((id) => deliveries.get(tenant, id)))).filter((row) => row !== undefined);
  const corrections = await Promise.all(told.map((row) => correctionsOf({ deliveries }, row)));
  const takesBack = [...told, ...corrections.flat()]
    .toSorted((a, b) => sentAt(a) - sentAt(b) || firstOf(a) - firstOf(b))
    .flatMap(({ receipt }) => receipt ?? []);
  const all = told.reduce((sum, { report }) => sum + (report?.units?.count ?? 0), 0);
  return { takesBack, ...(all !== units && { takesBackPart: true }) };
}

/** Those that told of a report's things what was refused of them, each correcting the one before; nothing of one that was refused itself. */
async function correctionsOf({ deliveries }: Needs, { tenant, correctedBy }: Delivery): Promise<Delivery[]> {
  const next = correctedBy === undefined ? undefined : await deliveries.get(tenant, correctedBy);
  if (next === undefined) return [];
  const isTold = next.state !== 'rejected' && next.state !== 'cancelled';
  return [...(isTold ? [next] : []), ...(await correctionsOf({ deliveries }, next))];
}

const sentAt = ({ evidence }: Delivery) => Date.parse(evidence.find(({ direction }) => direction === 'sent')?.at ?? '');
const firstOf = ({ report }: Delivery) => report?.units?.first ?? 0;
