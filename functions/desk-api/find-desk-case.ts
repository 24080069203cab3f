import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { DeskApiNeeds } from './needs.ts';

/**
 * The case that the path names, by its id or by the id of the request that opened it: who lost the answer knows that alone. Of a partner's client only its own.
 *
 * @throws Refused `not-found`
 */
export async function findDeskCase(
  { cases, now }: Pick<DeskApiNeeds, 'cases' | 'now'>,
  { tenant, path, partner }: Pick<Request, 'tenant' | 'path' | 'partner'>,
): Promise<DeskCase> {
  const id = path['id'] ?? '';
  const row = (await cases.get(tenant, id)) ?? (await cases.begunBy(tenant, requestName(id, partner)))?.row;
  const isTheirs = partner === undefined || (row !== undefined && isReadBy(row, partner, now()));
  const remedy = `GET ${partner === undefined ? '/api/desk/cases' : '/partner/desk-cases'} lists them`;
  return orRefuse((isTheirs ? row : undefined) ?? refuse('not-found', `no case ${id}`, { remedy }));
}

/** What the case of a request is begun by: people's and machines' of ours, or those of a partner's client. */
export const requestName = (id: string, partner: string | undefined): string =>
  partner === undefined ? `request ${id}` : `partner ${partner} ${id}`;

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
  // What takes it up again is not the partner's to do.
  const remedy = 'GET /partner/profile tells how it stands; it is taken up again by the other side';
  if (why !== undefined) throw new Refused({ ...why, remedy });
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
