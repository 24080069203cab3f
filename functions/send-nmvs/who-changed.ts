import type { BulkResult } from '#common/nmvs/bulk-objects.ts';
import type { NmvsPack, NmvsPacks } from '#common/store/nmvs-packs.ts';
import type { NmvsAlert } from '#shared/regimes/eu/nmvs/alert.ts';
import type { KnownFacts } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import type { ToldToHub } from './told-to-hub.ts';

export interface ChangeNeeds {
  readonly packs: Pick<NmvsPacks, 'get' | 'bulksOf'>;
  readonly resultAt: (key: string) => Promise<BulkResult>;
  readonly hub: Pick<ToldToHub, 'changeOf'>;
}

type Changed = NonNullable<KnownFacts['changed']>;

/**
 * What we did to a pack: by itself or in a bulk at the system that raised the alert, or through the Hub. The latest of them.
 *
 * @param lot of the pack, as far as it is known
 */
export async function whoChanged(
  needs: ChangeNeeds,
  tenant: string,
  { country, productCode: product, serial }: NmvsAlert,
  lot: string | undefined,
): Promise<Changed | undefined> {
  if (serial === undefined) return undefined;
  const found: Changed[] = [];
  const single = await needs.packs.get(tenant, { country, product, serial });
  if (single !== undefined) found.push(toldOf(single));
  for (const bulk of lot === undefined ? [] : await needs.packs.bulksOf(tenant, { country, product, lot }))
    if ((await needs.resultAt(bulk.resultKey))[serial] === SUCCESS) found.push(toldOf(bulk));
  const hub = lot === undefined ? undefined : await needs.hub.changeOf(tenant, { gtin: product, lot }, serial);
  if (hub !== undefined)
    found.push({ operation: hub.change, by: 'a report to the Hub', at: hub.at, isActive: hub.isActive });
  return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}

const toldOf = ({ operation, person, since, state }: NmvsPack): Changed => ({
  operation,
  by: person,
  at: new Date(since).toISOString(),
  isActive: state === 'ACTIVE',
});
