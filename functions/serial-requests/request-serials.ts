import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import { pause } from '#common/store/backoff.ts';
import type { Lots } from '#common/store/lots.ts';
import type { Refills } from '#common/store/refills.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { type Draw, drawn } from '#common/store/serial-blocks-draw.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { type SerialRequest, serialRequest } from '#shared/messages/site-api.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { trimmed } from '#shared/serials/block-counters.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';
import { mayDraw } from '#shared/serials/may-draw.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { type FreeNeeds, findFree } from './find-free.ts';
import { mustPack } from './must-pack.ts';
import { sameRequest } from './same-request.ts';

export interface RequestNeeds extends FreeNeeds {
  readonly pools: Pick<SerialPools, 'get'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'allocate'> & FreeNeeds['blocks'];
  readonly lots: Pick<Lots, 'assignedTo'>;
  readonly cipher: PoolCipher;
  readonly registry: Pick<Registry, 'partner'>;
  readonly refills: Pick<Refills, 'planIfLow'>;
  readonly wakeRefill: SendToQueue;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

/** Callers at once move the counter under each other, and one of them wins each time; with so many attempts the last of fifty still gets its block. */
const ATTEMPTS = 60;
/** Waits grow up to 1.6 s. */
const LONGEST_WAIT = 6;
/** After so long a caller is told to ask again, by the same id: then it waits at its own end, and not in a function. */
const MOST_MS = 6_000;

/**
 * Allocates a block of serials, in one write whatever its size. The same request id answers the same block, so a caller that lost the answer just
 * asks again. Numbers that came back are drawn before the counter moves, when one range of them holds as many as are asked for.
 */
export const requestSerials =
  (needs: RequestNeeds): Endpoint =>
  async (request) => {
    const wanted = read(serialRequest, json(request));
    const { tenant } = request;
    const begun = performance.now();
    let mayBeFree = true;
    for (let attempt = 1; attempt <= ATTEMPTS && performance.now() - begun < MOST_MS; attempt++) {
      if (attempt > 1) await pause(Math.min(attempt + 1, LONGEST_WAIT));
      const [earlier, pool] = await Promise.all([
        needs.blocks.get(tenant, wanted.requestId),
        needs.pools.get(tenant, wanted.pool),
      ]);
      if (earlier !== undefined) return { status: 200, body: sameRequest(request, wanted, earlier) };
      mustTouch(request, { gtin: pool.kind === 'sscc' ? undefined : pool.gtin, pool: pool.id, site: wanted.site });
      if (attempt === 1)
        await Promise.all([mustKnowPartner(needs, tenant, wanted), mustPack(needs, request, wanted, pool)]);
      const drawing = await drawFrom(needs, tenant, { pool, request: wanted, mayBeFree });
      const draw = { ...drawing, who: { home: request.home, caller: request.caller } };
      const told = [needs.audit(tenant, askedFor(request, draw))];
      if ((await needs.blocks.allocate(tenant, draw, told)) === 'committed') return allocated(needs, tenant, draw);
      // Who lost the counter to another found nothing that had come back; who lost a range looks for another.
      mayBeFree = 'free' in draw.from;
    }
    throw new Refused(
      refuse('busy', `pool ${wanted.pool} moved under every attempt`, { remedy: 'ask again with the same request id' }),
    );
  };

function askedFor(who: Request, draw: Draw): NewEntry {
  const { requestId, ...wanted } = draw.request;
  const { first, last } = drawn(draw);
  const detail = { ...wanted, first, last };
  return entryOf(who, draw.at.toISOString(), 'serials-allocated', `serial-request ${requestId}`, { detail });
}

interface Wish {
  readonly pool: Pool;
  readonly request: SerialRequest;
  readonly mayBeFree: boolean;
}

async function drawFrom(needs: RequestNeeds, tenant: string, { pool, request, mayBeFree }: Wish): Promise<Draw> {
  const forbidden = mayDraw(pool, request.market);
  if (forbidden) throw new Refused(forbidden);
  const at = needs.now();
  const free = mayBeFree ? await findFree(needs, tenant, pool, request.count, at) : undefined;
  if (free !== undefined) return { pool, request, from: { free }, at };
  const ciphers = await ciphersOf(needs.cipher, tenant, pool);
  const block = carveBlock(pool, request.count, ciphers, request.market);
  // Nobody can draw from what is empty, so it is refilled for who is turned away.
  if (isRefusal(block) && block.refused === 'pool-exhausted') await refillIfLow(needs, tenant, pool);
  const { first, last, skips } = orRefuse(block);
  const carved = { first, last, ...(skips !== undefined && { skips }) };
  // A page begins with the counter it is asked from, so a block begins with a number.
  const counter = trimmed(carved) ?? carved;
  return { pool, request, from: { counter }, at };
}

async function allocated(needs: RequestNeeds, tenant: string, draw: Draw) {
  const { pool, request, from } = draw;
  const { requestId, site, count } = request;
  const block = { requestId, pool: pool.id, ...drawn(draw) };
  const { first, last } = block;
  log('serials-allocated', { tenant, pool: pool.id, first, last, count, site, reused: 'free' in from });
  if ('counter' in from) await refillIfLow(needs, tenant, { ...pool, next: last + 1 });
  return { status: 201, body: block };
}

/** The block is the caller's whatever becomes of this: a refill that could not be planned is found by `sweep`. */
async function refillIfLow({ refills, wakeRefill, now }: RequestNeeds, tenant: string, pool: Pool): Promise<void> {
  try {
    const refillId = await refills.planIfLow(tenant, pool, now());
    if (refillId !== undefined) await wakeRefill({ tenant, refillId });
  } catch (error) {
    log('message-failed', { tenant, pool: pool.id, error: String(error instanceof Error ? error.stack : error) });
  }
}

async function mustKnowPartner({ registry }: RequestNeeds, tenant: string, { partner }: SerialRequest): Promise<void> {
  if (partner === undefined || (await registry.partner(tenant, partner)) !== undefined) return;
  throw new Refused(
    refuse('not-found', `no partner ${partner}`, {
      at: '/partner',
      rule: 'Seriate: serials are issued for a partner whom master data knows',
      remedy: `PUT /api/partners/${partner}, or leave partner out`,
    }),
  );
}
