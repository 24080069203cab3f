import { entryOf } from '#common/entry-of.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { mayTouch } from '#common/principal.ts';
import { readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import type { Refill, Refills } from '#common/store/refills.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { RefillAnswer } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';

interface RefillNeeds {
  readonly refills: Pick<Refills, 'get' | 'list' | 'retry'>;
  readonly pools: Pick<SerialPools, 'get' | 'find'>;
  readonly wakeRefill: SendToQueue;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

const PAGE = 100;

/** Refills by id, 100 a page; `next` is what to give as `after`, also after a short page. */
export const listRefills =
  (needs: RefillNeeds): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { refills, next } = await needs.refills.list(tenant, PAGE, placeIn(paged));
    const seen = await Promise.all(refills.map((refill) => maySee(needs, request, refill)));
    const shown = refills.filter((_, i) => seen[i]);
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { refills: shown.map(tellRefill), ...more } };
  };

/** One refill, and how it stands. */
export const showRefill =
  (needs: RefillNeeds): Endpoint =>
  async (request) => ({ status: 200, body: tellRefill(await find(needs, request)) });

/**
 * Has a refill that failed tried again, with the pool's settings of today; one that waits for its next try is tried now. What the issuer has in hand, or has
 * answered, goes on by itself: that changes nothing.
 */
export const retryRefill =
  (needs: RefillNeeds): Endpoint =>
  async (request) => {
    const refill = await find(needs, request);
    const { tenant, refillId } = refill;
    const at = needs.now();
    if (refill.state === 'failed' || (refill.state === 'wanted' && waits(refill, at))) {
      const pool = await needs.pools.get(tenant, refill.pool);
      const detail = { pool: pool.id };
      const told = entryOf(request, at.toISOString(), 'refill-retried', `refill ${refillId}`, { detail });
      await needs.refills.retry(refill, pool, at, [needs.audit(tenant, told)]);
      await needs.wakeRefill({ tenant, refillId });
    }
    return { status: 200, body: tellRefill(await find(needs, request)) };
  };

async function find(needs: RefillNeeds, request: Request): Promise<Refill> {
  const refillId = request.path['refillId'] ?? '';
  const refill = await needs.refills.get(request.tenant, refillId);
  if (refill !== undefined && (await maySee(needs, request, refill))) return refill;
  throw new Refused(refuse('not-found', `no refill ${refillId}`, { remedy: 'GET /api/refills lists them' }));
}

/** One that is due is under way. */
const waits = ({ notBefore = '' }: Refill, at: Date) => notBefore > at.toISOString();

/** A grant may be narrowed to pools, or to the products of pools. */
async function maySee({ pools }: RefillNeeds, request: Request, { pool: id }: Refill): Promise<boolean> {
  if (request.within === undefined) return true;
  const pool = await pools.find(request.tenant, id);
  return mayTouch(request, { pool: id, gtin: pool === undefined || pool.kind === 'sscc' ? undefined : pool.gtin });
}

/** How an issuer is reached is told with the pool's settings, to those who may read them. */
const tellRefill = ({
  refillId,
  requestId,
  pool,
  amount,
  state,
  attempts,
  failure,
  createdAt,
  updatedAt,
  notBefore,
}: Refill): RefillAnswer => ({
  refillId,
  requestId,
  pool,
  amount,
  state,
  attempts,
  failure,
  createdAt,
  updatedAt,
  notBefore,
});
