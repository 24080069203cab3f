import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { droppedAct, type ToldPacks } from '#common/store/told-packs.ts';
import { membersOf } from '#common/told-members.ts';
import { dropoutChanges } from '#shared/regimes/business-act.ts';
import type { ReportedContainer } from '#shared/regimes/reported.ts';

interface Needs {
  readonly told: Pick<ToldPacks, 'of'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/** Containers without the packs whose codes were written off, which nobody may say are packed: for those alone who hear of dropouts. */
export async function withoutDropped(
  { told, evidence }: Needs,
  { tenant, report }: Delivery,
  containers: readonly ReportedContainer[],
): Promise<ReportedContainer[]> {
  const dropped = new Set<string>();
  for (const of of report?.lots ?? [])
    for (const change of dropoutChanges)
      for (const { key, count } of await told.of(tenant, of, droppedAct(change)))
        for (const serial of await membersOf(evidence, key, 0, count)) dropped.add(`${of.gtin} ${serial}`);
  if (dropped.size === 0) return [...containers];
  return containers.map((one) => ({
    ...one,
    children: one.children.filter(({ gtin, serial }) => !dropped.has(`${gtin} ${serial}`)),
  }));
}
