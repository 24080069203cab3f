import type { Endpoint, Request } from '#common/http.ts';
import { resultAt } from '#common/nmvs/bulk-objects.ts';
import { itemsAt, nameOf } from '#common/nmvs/mixed-objects.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { nmvsQueries } from '#common/queries/nmvs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import type { NmvsMixed } from '#common/store/nmvs-mixed-row.ts';
import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import { refuse } from '#shared/refusal.ts';
import { returnCodeOf } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { joinedParts } from './joined-parts.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'transactions' | 'evidence'>;

/** A mixed request as its parts stand together. */
export async function tellMixed({ transactions }: Needs, { digest, parts, ...mixed }: NmvsMixed) {
  const rows = await Promise.all(parts.map(({ id }) => transactions.get(mixed.tenant, id)));
  const tally: Record<string, number> = {};
  for (const row of rows)
    for (const [code, count] of Object.entries(row?.tally ?? {})) tally[code] = (tally[code] ?? 0) + count;
  const results = Object.entries(tally).map(([code, count]) => ({ code, count, meaning: returnCodeOf(code).meaning }));
  return {
    ...mixed,
    state: joinedParts(rows.map((row) => row?.state ?? 'due')),
    parts: rows.flatMap((row) => (row === undefined ? [] : [tellPart(row)])),
    results,
  };
}

const tellPart = ({ id, state, count, failure, turn, outcome }: NmvsTransaction) => ({
  transaction: id,
  state,
  count,
  ...(failure !== undefined && { failure }),
  ...(turn !== undefined && { turn }),
  ...(outcome && { outcome: { ...outcome, ...returnCodeOf(outcome.code) } }),
});

async function findMixed({ transactions }: Needs, { tenant, path }: Request): Promise<NmvsMixed> {
  const id = path['id'] ?? '';
  return orRefuse((await transactions.mixed(tenant, id)) ?? refuse('not-found', `no mixed request ${id}`));
}

/** How a mixed request stands. */
export const showMixed =
  (needs: Needs): Endpoint =>
  async (request) => ({ status: 200, body: await tellMixed(needs, await findMixed(needs, request)) });

/** Its packs in the order in which they were asked for, each with its code once it has one. */
export const listMixedPacks =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { limit } = readQuery(nmvsQueries['GET /api/nmvs/mixed/{id}/packs'], request);
    const mixed = await findMixed(needs, request);
    const { url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const from = Number(placeIn(paged) ?? 0);
    const packs = await packsOf(needs, mixed, from, from + limit);
    const end = from + packs.length;
    const more = end < mixed.count && { next: tokenOf(paged, String(end)) };
    return { status: 200, body: { packs, ...more } };
  };

async function packsOf(needs: Needs, { tenant, parts }: NmvsMixed, from: number, to: number) {
  const told: object[] = [];
  let first = 0;
  for (const { id, count, itemsKey } of parts) {
    const [begin, end] = [Math.max(from, first) - first, Math.min(to, first + count) - first];
    if (begin < end) told.push(...(await partOf(needs, tenant, id, itemsKey)).slice(begin, end));
    first += count;
  }
  return told;
}

async function partOf({ transactions, evidence }: Needs, tenant: string, id: string, itemsKey: string) {
  const row = await transactions.get(tenant, id);
  const [items, result] = [await itemsAt(evidence, itemsKey), await resultAt(evidence, row?.resultKey)];
  return items.map((item) => {
    const code = result[nameOf(item)];
    const { act, undo, product, serial } = item;
    const pack = { product: product.code, batch: product.batch.id, serial };
    return { ...pack, act, undo, ...(code !== undefined && { code, meaning: returnCodeOf(code).meaning }) };
  });
}
