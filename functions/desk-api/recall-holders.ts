import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { deskQueries } from '#common/queries/desk.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { HoldersCount } from '#common/store/holders.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { DeskApiNeeds } from './needs.ts';

/** Rows of a holder's packs that one answer lists, of a thousand packs each, and two thousand at most. */
const SLICES = 5;

/** The recall that the path names. @throws Refused `not-found` */
export async function findRecall(
  { recalls }: Pick<DeskApiNeeds, 'recalls'>,
  { tenant, path }: Pick<Request, 'tenant' | 'path'>,
): Promise<Recall> {
  const id = path['recall'] ?? '';
  const gone = refuse('not-found', `no recall ${id}`, { remedy: 'GET /api/recalls lists them' });
  return orRefuse((await recalls.get(tenant, id)) ?? gone);
}

/** Has it counted who holds the packs of a recall now. One count at a time. */
export const startHolders =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { recall: id } = await findRecall(needs, request);
    const at = needs.now();
    const entry = entryOf(request, at.toISOString(), 'holders-counted', `recall ${id}`);
    if (
      (await needs.holders.begin(tenant, id, needs.uuid(), at, auditPut(needs.registryTable, tenant, entry))) ===
      'begun'
    )
      await needs.wake({ tenant, holdersOf: id }).catch((error: unknown) => {
        // The row is due: `sweep` wakes it.
        log('wake-failed', { tenant, recall: id, error: String(error) });
      });
    return { status: 202, body: tellCount(await countOf(needs, tenant, id)) };
  };

/** Who holds the packs of a recall, as it was last counted; with `?holder=` the packs of one. */
export const showHolders =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { holder } = readQuery(deskQueries['GET /api/recalls/{recall}/holders'], request);
    const { tenant, url, queryString } = request;
    const { recall: id } = await findRecall(needs, request);
    const count = await countOf(needs, tenant, id);
    if (holder === undefined) return { status: 200, body: tellCount(count) };
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await needs.holders.packs(tenant, count, holder, SLICES, placeIn(paged));
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { recall: id, holder, countedAt: count.begunAt, epcs: page.epcs, ...more } };
  };

/** @throws Refused `not-found` while nobody has had it counted */
export async function countOf({ holders }: Pick<DeskApiNeeds, 'holders'>, tenant: string, id: string) {
  const remedy = `POST /api/recalls/${id}/holders has it counted`;
  return orRefuse(
    (await holders.get(tenant, id)) ?? refuse('not-found', 'the holders were not counted yet', { remedy }),
  );
}

function tellCount({ recall, state, packs, holders, begunAt, doneAt }: HoldersCount) {
  return {
    ...{ recall, state, packs, countedAt: begunAt },
    ...(doneAt !== undefined && { doneAt }),
    holders: holders.toSorted((a, b) => b.held + b.sent - (a.held + a.sent)),
  };
}
