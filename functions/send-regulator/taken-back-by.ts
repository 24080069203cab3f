import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { ReportData } from '#shared/regimes/regime.ts';

/**
 * What the regulator calls the reports that are taken back, in the order in which they were sent, and whether they told of more than that.
 *
 * @param units how many things or packs did not move, or were not changed
 */
export async function takenBackBy(
  { deliveries }: { readonly deliveries: Pick<Deliveries, 'get'> },
  { tenant, after = [] }: Delivery,
  units: number,
): Promise<Pick<ReportData, 'takesBack' | 'takesBackPart'>> {
  const told = (await Promise.all(after.map((id) => deliveries.get(tenant, id)))).filter((row) => row !== undefined);
  const takesBack = told
    .toSorted((a, b) => sentAt(a) - sentAt(b) || firstOf(a) - firstOf(b))
    .flatMap(({ receipt }) => receipt ?? []);
  const all = told.reduce((sum, { report }) => sum + (report?.units?.count ?? 0), 0);
  // What a correction told stays told when the report that it corrects is taken back.
  const isPart = all !== units || told.some(({ correctedBy }) => correctedBy !== undefined);
  return { takesBack, ...(isPart && { takesBackPart: true }) };
}

const sentAt = ({ evidence }: Delivery) => Date.parse(evidence.find(({ direction }) => direction === 'sent')?.at ?? '');
const firstOf = ({ report }: Delivery) => report?.units?.first ?? 0;
