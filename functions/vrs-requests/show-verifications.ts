import { isUtf8 } from 'node:buffer';
import type { Answer, Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { vrsQueries } from '#common/queries/vrs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import type { Verification } from '#common/store/verification-row.ts';
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
    return n === undefined ? { status: 200, body: tellVerification(row) } : tellEvidence(needs, row, n);
  };

/** Somebody else's bytes: shown as text or not at all, never run. */
async function tellEvidence({ evidence }: Needs, row: Verification, n: number): Promise<Answer> {
  const key = row.evidence[n]?.key;
  const bytes = key === undefined ? undefined : await evidence.get(key);
  const found = orRefuse(bytes ?? refuse('not-found', `verification ${row.id} has no evidence ${n}`));
  const headers = {
    'content-type': isUtf8(found) ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-disposition': `attachment; filename="${row.id}-${n}.txt"`,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: isUtf8(found) ? Buffer.from(found).toString('utf8') : found };
}
