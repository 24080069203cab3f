import type { Endpoint, Request } from '#common/http.ts';
import { resultAt } from '#common/nmvs/bulk-objects.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { nmvsQueries } from '#common/queries/nmvs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import { tellEvidence } from '#common/tell-evidence.ts';
import { refuse } from '#shared/refusal.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import type { ApiNeeds } from './needs.ts';
import { tellTransaction } from './tell-transaction.ts';

type Needs = Pick<ApiNeeds, 'transactions' | 'evidence'>;

/** Refused packs that one answer tells; the whole result is kept with the evidence. */
const MOST_TOLD = 1000;

/** The transaction that the path names. @throws Refused `not-found` */
export async function findTransaction({ transactions }: Pick<Needs, 'transactions'>, { tenant, path }: Request) {
  const id = path['id'] ?? '';
  const remedy = 'GET /api/nmvs/transactions lists them';
  return orRefuse((await transactions.get(tenant, id)) ?? refuse('not-found', `no transaction ${id}`, { remedy }));
}

/** Transactions by id. */
export const listTransactions =
  ({ transactions }: Needs): Endpoint =>
  async (request) => {
    const asked = readQuery(nmvsQueries['GET /api/nmvs/transactions'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await transactions.list(tenant, { ...asked, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { transactions: page.transactions.map(tellTransaction), ...more } };
  };

/** A bulk with the packs that were refused, at most 1,000 of them. */
export const showBulk =
  (needs: Needs): Endpoint =>
  async (request) => {
    const row = await findTransaction(needs, request);
    const result = await resultAt(needs.evidence, row.resultKey);
    const refused = Object.entries(result).filter(([, code]) => code !== SUCCESS);
    const rejected = refused.slice(0, MOST_TOLD).map(([serial, code]) => ({ serial, code }));
    const more = refused.length - rejected.length;
    return { status: 200, body: { ...tellTransaction(row), rejected, ...(more > 0 && { more }) } };
  };

/** One transaction with the list of its evidence; with `?evidence=n` the bytes of the n-th, from 0. */
export const showTransaction =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { evidence: n } = readQuery(nmvsQueries['GET /api/nmvs/transactions/{id}'], request);
    const row = await findTransaction(needs, request);
    if (n === undefined) return { status: 200, body: tellTransaction(row) };
    const name = `${row.id}-${n}`;
    return tellEvidence(needs.evidence, row.evidence[n]?.key, {
      name,
      gone: `transaction ${row.id} has no evidence ${n}`,
    });
  };
