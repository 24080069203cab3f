import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { DeskApiNeeds } from './needs.ts';

/** The case that the path names; of a partner's client only its own. @throws Refused `not-found` */
export async function findDeskCase(
  { cases, now }: Pick<DeskApiNeeds, 'cases' | 'now'>,
  { tenant, path, partner }: Pick<Request, 'tenant' | 'path' | 'partner'>,
): Promise<DeskCase> {
  const id = path['id'] ?? '';
  const row = await cases.get(tenant, id);
  const isTheirs = partner === undefined || (row !== undefined && isReadBy(row, partner, now()));
  const remedy = `GET ${partner === undefined ? '/api/desk/cases' : '/partner/desk-cases'} lists them`;
  return orRefuse((isTheirs ? row : undefined) ?? refuse('not-found', `no case ${id}`, { remedy }));
}

/** True when a partner reads a case here, and has been told of it. */
export const isReadBy = (row: DeskCase, partner: string, at: Date): boolean =>
  row.partner === partner && row.way === 'portal' && (row.toldFrom ?? '') <= at.toISOString();

/** The partner whose client says something. @throws Refused `not-permitted` also while the partnership is suspended, or when it has ended */
export async function speakingPartner(
  { may }: Pick<DeskApiNeeds, 'may'>,
  request: Pick<Request, 'tenant' | 'partner'>,
): Promise<string> {
  const partner = callingPartner(request);
  const why = await may(request.tenant, partner);
  if (why !== undefined) throw new Refused(why);
  return partner;
}

/** The partner whose client calls. @throws Refused `not-permitted` for a client that is nobody's */
export function callingPartner({ partner }: Pick<Request, 'partner'>): string {
  if (partner !== undefined) return partner;
  throw new Refused(
    refuse('not-permitted', 'the client is not bound to a partner', {
      rule: 'Seriate: a partner speaks for itself by a client of its own',
      remedy: 'POST /api/clients with partner makes one',
    }),
  );
}
