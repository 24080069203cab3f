import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData, Read } from '#common/store/master-data.ts';
import { refuse } from '#shared/refusal.ts';

interface Needs {
  readonly master: Pick<MasterData, 'get'>;
}

/** Of a partner that the master data do not know, not even as a draft. */
export const noPartner = (partner: string) =>
  refuse('not-found', `no partner ${partner}`, {
    remedy: `GET /api/partners lists them, PUT /api/partners/${partner} makes a draft`,
  });

/** How the versions of the partner stand that the path names, also of one that is only being drafted. */
export const headOfPartner = async ({ master }: Needs, { tenant, path }: Request): Promise<Read> =>
  orRefuse((await master.get(tenant, 'partner', path['partner'] ?? '')) ?? noPartner(path['partner'] ?? ''));

/** The same partner, by its id. */
export const knownPartner = async (needs: Needs, request: Request): Promise<string> =>
  (await headOfPartner(needs, request)).id;
