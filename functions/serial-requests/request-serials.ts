import { type DrawNeeds, drawSerials } from '#common/draw-serials.ts';
import { type Endpoint, json } from '#common/http.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Registry } from '#common/store/registry.ts';
import { type SerialRequest, serialRequest } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import { mustPack } from './must-pack.ts';
import { sameRequest } from './same-request.ts';

export interface RequestNeeds extends DrawNeeds {
  readonly lots: Pick<Lots, 'assignedTo'>;
  readonly registry: Pick<Registry, 'partner'>;
}

/** Allocates a block of serials. The same request id answers the same block, so a caller that lost the answer just asks again. */
export const requestSerials =
  (needs: RequestNeeds): Endpoint =>
  async (request) => {
    const wanted = read(serialRequest, json(request));
    const drawn = await drawSerials(needs, request, wanted, async (pool) => {
      mustTouch(request, { gtin: pool.kind === 'sscc' ? undefined : pool.gtin, pool: pool.id, site: wanted.site });
      await Promise.all([mustKnowPartner(needs, request.tenant, wanted), mustPack(needs, request, wanted, pool)]);
    });
    if ('earlier' in drawn) return { status: 200, body: sameRequest(request, wanted, drawn.earlier) };
    return { status: 201, body: drawn.block };
  };

async function mustKnowPartner({ registry }: RequestNeeds, tenant: string, { partner }: SerialRequest): Promise<void> {
  if (partner === undefined || (await registry.partner(tenant, partner)) !== undefined) return;
  throw new Refused(
    refuse('not-found', `no partner ${partner}`, {
      at: '/partner',
      rule: 'Seriate: serials are issued for a partner whom master data knows',
      remedy: `PUT /api/partners/${partner}, or leave partner out`,
    }),
  );
}
