import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { membersOf } from '#common/told-members.ts';

/**
 * A report of packing that was refused, or given up, and names one of some things: regulators do not know those, and refuse whatever names them. It stops
 * that until a person has it sent again, or cancels it.
 *
 * @param packing all that is told of the packing of some lots
 */
export async function refusedPacking(
  { evidence }: { readonly evidence: Pick<EvidenceStore, 'get'> },
  packing: readonly Delivery[],
  things: ReadonlySet<string>,
): Promise<Delivery | undefined> {
  for (const row of packing) {
    const { members, units } = row.report ?? {};
    if ((row.state !== 'rejected' && row.state !== 'parked') || members === undefined || units === undefined) continue;
    const named = await membersOf(evidence, members.key, units.first - members.first, units.count);
    if (named.some((epc) => things.has(epc))) return row;
  }
  return undefined;
}
