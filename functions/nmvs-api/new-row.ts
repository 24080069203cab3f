import type { Request } from '#common/http.ts';
import { accessOf } from '#common/nmvs/access-of.ts';
import { Refused } from '#common/refused.ts';
import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { Operation } from '#shared/regimes/eu/nmvs/operations.ts';
import type { PackProduct } from '#shared/regimes/eu/nmvs/request.ts';
import type { Asked } from './begin.ts';
import type { ApiNeeds } from './needs.ts';

/** A new row, due at once. */
export async function newRow(
  needs: Pick<ApiNeeds, 'accesses' | 'now'>,
  { tenant, caller }: Request,
  { id, country, act, undo, user, undoes }: Asked,
  more: { operation: Operation; product: PackProduct; digest: string; count: number },
): Promise<PackTransaction> {
  const { clientLoginId, services } = await accessOf(needs, tenant, country);
  const { operation, ...rest } = more;
  if (services[operation.service] === undefined)
    throw new Refused(
      refuse('conflict', `the access has no ${operation.service} service`, {
        at: '/country',
        remedy: `PUT /api/nmvs/accesses/{country} with services.${operation.service}`,
      }),
    );
  const at = needs.now().toISOString();
  return {
    tenant,
    id,
    country,
    act,
    undo,
    operation: operation.code,
    kind: operation.service === 'bulk' ? 'bulk' : 'single',
    ...rest,
    ...(undoes !== undefined && { undoes }),
    ...(user !== undefined && { user }),
    by: caller,
    clientLoginId,
    state: 'due',
    attempts: 0,
    polls: 0,
    uncertain: false,
    sends: 0,
    evidence: [],
    createdAt: at,
    updatedAt: at,
  };
}
