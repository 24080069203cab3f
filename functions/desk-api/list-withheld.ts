import { withheld } from '#common/dscsa/is-withheld.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { deskQueries } from '#common/queries/desk.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import type { WithheldPack } from '#shared/messages/withheld-api.ts';
import type { DeskApiNeeds } from './needs.ts';

/** Cases of suspect product that one answer lists the packs of, 500 packs a case at most. */
const CASES = 25;

/**
 * Packs that are kept apart as suspect or illegitimate product, which do not leave (FD&C Act 582(b)(4)(A)(i), (c)(4)(A)(i)), for whoever plans a shipment: with
 * whom a return was agreed that one may go to.
 */
export const listWithheld =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    readQuery(deskQueries['GET /api/desk/withheld-packs'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const after = placeIn(paged);
    const page = await needs.suspects.list(tenant, { kind: 'suspect', states: withheld, limit: CASES, after });
    const packs = page.cases.flatMap(({ id, suspect }) =>
      (suspect?.packs ?? []).map(({ gtin, serial }) => ({ gtin, serial, case: id, epc: unitEpc(gtin, serial) })),
    );
    const returns = await returnsOf(needs, tenant, new Set(packs.map(({ epc }) => epc)));
    const told = packs.map(({ epc, ...pack }): WithheldPack => {
      const mayGoTo = returns.get(epc);
      return { ...pack, ...(mayGoTo && { mayGoTo }) };
    });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { packs: told, ...more } };
  };

type Returns = ReadonlyMap<string, NonNullable<WithheldPack['mayGoTo']>>;

/** Of each pack the return that was agreed last, with whom it goes back to. */
async function returnsOf(
  { cases, registry }: Pick<DeskApiNeeds, 'cases' | 'registry'>,
  tenant: string,
  epcs: ReadonlySet<string>,
): Promise<Returns> {
  const returns = new Map<string, NonNullable<WithheldPack['mayGoTo']>>();
  if (epcs.size === 0) return returns;
  for (const { id, partner, things } of await cases.returns(tenant)) {
    const named = things.filter((epc) => epcs.has(epc));
    const party = named.length === 0 ? undefined : (await registry.partner(tenant, partner))?.party;
    if (party !== undefined) for (const epc of named) returns.set(epc, { party, case: id });
  }
  return returns;
}
