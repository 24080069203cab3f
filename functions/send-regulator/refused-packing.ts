import { Refused } from '#common/refused.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { membersOf } from '#common/told-members.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { namesOf } from './names-of.ts';

interface Needs {
  readonly evidence: Pick<EvidenceStore, 'get'>;
  /** Those of this installation when absent. */
  readonly regimes?: readonly Pick<Regime, 'market' | 'readAnswer'>[];
}

/**
 * A report of packing that was refused, be it in part, or given up, and names one of some things: regulators do not know those, and refuse whatever names them. It stops
 * that until a person has it sent again or corrected, or cancels it, or leaves it at that.
 *
 * @param packing all that is told of the packing of some lots
 */
export async function refusedPacking(
  needs: Needs,
  packing: readonly Delivery[],
  things: ReadonlySet<string>,
): Promise<Delivery | undefined> {
  for (const row of packing) {
    const { members, units } = row.report ?? {};
    if (!stops.has(row.state) || members === undefined || units === undefined) continue;
    const kept = await membersOf(needs.evidence, members.key, units.first - members.first, units.count);
    const named = kept.filter((epc) => things.has(epc));
    if (named.length === 0) continue;
    // Of a correction and of what was refused in part the rest is known.
    const partly = row.state === 'partially-accepted' ? row : packing.find((one) => one.deliveryId === row.corrects);
    const only = partly && (await refusedOf(needs, partly));
    if (only === undefined || named.some((epc) => namesOf(epc).some((name) => only.has(name)))) return row;
  }
  return undefined;
}

const stops: ReadonlySet<Delivery['state']> = new Set(['rejected', 'parked', 'partially-accepted']);

/** Where the answer cannot be read any more nobody knows what it refused: `undefined`. */
async function refusedOf(needs: Needs, partly: Delivery): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set(await refusedObjects(needs, partly));
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
