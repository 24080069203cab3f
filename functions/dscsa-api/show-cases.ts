import type { Answer, Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { dscsaQueries } from '#common/queries/dscsa.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { tellEvidence } from '#common/tell-evidence.ts';
import { findCase } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellBriefly, tellCase, tellEntry } from './tell-case.ts';

type Needs = Pick<ApiNeeds, 'cases' | 'evidence'>;

/** Cases, the latest first. */
export const listCases =
  ({ cases }: Needs): Endpoint =>
  async (request) => {
    const asked = readQuery(dscsaQueries['GET /api/dscsa/cases'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await cases.list(tenant, { ...asked, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { cases: page.cases.map(tellBriefly), ...more } };
  };

/** One case with its history, 500 lines from `from` on; with `?evidence=n` the bytes of line n of it. */
export const showCase =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { evidence: n, from } = readQuery(dscsaQueries['GET /api/dscsa/cases/{id}'], request);
    const row = await findCase(needs, request);
    if (n !== undefined) return bytesOf(needs, row, n);
    const history = await needs.cases.history(row.tenant, row.id, from ?? 0);
    return { status: 200, body: { ...tellCase(row), history: history.map(tellEntry) } };
  };

async function bytesOf({ cases, evidence }: Needs, { tenant, id }: DscsaCase, n: number): Promise<Answer> {
  const [entry] = await cases.history(tenant, id, n, 1);
  const key = entry?.n === n ? entry.evidence?.key : undefined;
  return tellEvidence(evidence, key, { name: `${id}-${n}`, gone: `line ${n} of case ${id} has no evidence` });
}
