import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { refuse } from '#shared/refusal.ts';

/** The partner that the path names, also one that is only being drafted. */
export async function knownPartner(
  { master }: { readonly master: Pick<MasterData, 'get'> },
  { tenant, path }: Request,
): Promise<string> {
  const partner = path['partner'] ?? '';
  if ((await master.get(tenant, 'partner', partner)) === undefined)
    orRefuse(refuse('not-found', `no partner ${partner}`, { remedy: `PUT /api/partners/${partner} makes a draft` }));
  return partner;
}
