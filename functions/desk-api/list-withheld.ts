import { withheld } from '#common/dscsa/is-withheld.ts';
import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { deskQueries } from '#common/queries/desk.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { inLanes } from '#common/store/batches.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import type { WithheldPack } from '#shared/messages/withheld-api.ts';
import type { DeskApiNeeds } from './needs.ts';

/** Cases of suspect product that one answer lists the packs of, 500 packs a case at most. */
const CASES = 25;
const LANES = 8;

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
    const returns = await agreedReturns(
      needs,
      tenant,
      packs.map(({ epc }) => epc),
    );
    const told = packs.map(({ epc, ...pack }): WithheldPack => {
      const mayGoTo = returns.get(epc);
      return { ...pack, ...(mayGoTo && { mayGoTo }) };
    });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { packs: told, ...more } };
  };

type Returns = ReadonlyMap<string, NonNullable<WithheldPack['mayGoTo']>>;

/** Packs of which the latest case of the desk that names them has come to a return, with whom they are returned to. */
async function agreedReturns(
  { cases, registry }: Pick<DeskApiNeeds, 'cases' | 'registry'>,
  tenant: string,
  epcs: readonly string[],
): Promise<Returns> {
  const returns = new Map<string, NonNullable<WithheldPack['mayGoTo']>>();
  const look = async (id: string) => {
    const row = await cases.get(tenant, id);
    if (row === undefined || !isAgreedReturn(row)) return;
    const partner = await registry.partner(tenant, row.partner);
    if (partner !== undefined)
      for (const epc of row.subject.things) returns.set(epc, { party: partner.party, case: id });
  };
  await inLanes(await cases.naming(tenant, epcs), look, LANES);
  return returns;
}

/** We have the goods, and send them back. */
const isAgreedReturn = ({ side, kind, state, messages }: DeskCase): boolean =>
  side === 'claimant' && state === 'agreed' && foldCase(kind, messages).proposal?.resolution === 'return-product';
