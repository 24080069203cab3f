import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { vrsQueries } from '#common/queries/vrs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import { tellEvidence } from '#common/tell-evidence.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';
import { tellVerification } from './tell-verification.ts';

type Needs = Pick<ApiNeeds, 'verifications' | 'evidence'>;

/** The verification that the path names. @throws Refused `not-found` */
export async function findVerification({ verifications }: Pick<Needs, 'verifications'>, { tenant, path }: Request) {
  const id = path['id'] ?? '';
  const remedy = 'GET /api/verifications lists them';
  return orRefuse((await verifications.get(tenant, id)) ?? refuse('not-found', `no verification ${id}`, { remedy }));
}

/** Verifications, the latest first. */
export const listVerifications =
  ({ verifications }: Needs): Endpoint =>
  async (request) => {
    const asked = readQuery(vrsQueries['GET /api/verifications'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await verifications.list(tenant, { ...asked, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { verifications: page.verifications.map(tellVerification), ...more } };
  };

/** One verification with the list of its evidence; with `?evidence=n` the bytes of the n-th, from 0. */
export const showVerification =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { evidence: n } = readQuery(vrsQueries['GET /api/verifications/{id}'], request);
    const row = await findVerification(needs, request);
    if (n === undefined) return { status: 200, body: tellVerification(row) };
    const name = `${row.id}-${n}`;
    return tellEvidence(needs.evidence, row.evidence[n]?.key, {
      name,
      gone: `verification ${row.id} has no evidence ${n}`,
    });
  };
