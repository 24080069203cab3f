import { orRefuse } from '#common/refused.ts';
import { dataOfDocument, dataOfThings, type StatedNeeds } from '#common/stated-data.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { membersOf } from '#common/told-members.ts';
import { refuse } from '#shared/refusal.ts';
import type { ReportData } from '#shared/regimes/regime.ts';
import { namesOf } from './names-of.ts';

export interface StatementNeeds extends StatedNeeds {
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/**
 * What a person said, with master data and the content of things as they are known now: what was amended since counts.
 *
 * @param only of a correction: what it is about
 * @throws Refused when what it is about is not there any more
 */
export async function statementAt(
  needs: StatementNeeds,
  delivery: Delivery,
  only: ReadonlySet<string> | undefined,
): Promise<Omit<ReportData, 'requestId' | 'holder'>> {
  const { tenant, market = '', report, deliveryId } = delivery;
  const { members, units, stated, at = '' } = report ?? {};
  if (stated === undefined) throw new Error(`delivery ${deliveryId} does not say what was stated`);
  const common = { serials: [], at };
  if (stated.delivery !== undefined) {
    const told = orRefuse((await needs.deliveries.get(tenant, stated.delivery)) ?? gone);
    return { ...orRefuse(await dataOfDocument(needs, tenant, told, stated)), ...common };
  }
  if (members === undefined || units === undefined)
    throw new Error(`delivery ${deliveryId} does not say what it names`);
  const kept = await membersOf(needs.evidence, members.key, units.first - members.first, units.count);
  const epcs = only === undefined ? kept : kept.filter((epc) => namesOf(epc).some((name) => only.has(name)));
  const named = { market, of: stated.of, epcs, at };
  const { product, movement } = orRefuse(await dataOfThings(needs, tenant, named, stated));
  return { product, ...(movement && { movement }), ...common };
}

const gone = refuse('conflict', 'the report that this one is about is not kept any more', {
  remedy: 'cancel the report: POST /api/deliveries/{deliveryId}/cancel',
});
