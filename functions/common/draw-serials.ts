import type { Announce, announced } from '#common/announce.ts';
import { entryOf } from '#common/entry-of.ts';
import { log } from '#common/log.ts';
import { ciphersOf, type PoolCipher } from '#common/pool-cipher.ts';
import type { Principal } from '#common/principal.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import { pause } from '#common/store/backoff.ts';
import type { Refills } from '#common/store/refills.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { type Draw, drawn } from '#common/store/serial-blocks-draw.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { ranLow, ranOut } from '#shared/announcements/stock-crossed.ts';
import type { SerialBlock, SerialRequest } from '#shared/messages/site-api.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { trimmed } from '#shared/serials/block-counters.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';
import { mayDraw } from '#shared/serials/may-draw.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { type FreeNeeds, findFree } from './find-free.ts';

export interface DrawNeeds extends FreeNeeds {
  readonly pools: Pick<SerialPools, 'get'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'allocate'> & FreeNeeds['blocks'];
  readonly cipher: PoolCipher;
  readonly refills: Pick<Refills, 'planIfLow'>;
  readonly wakeRefill: SendToQueue;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  /** The row that tells integrators what happened, and the way to write it alone. */
  readonly announced: (tenant: string, happening: Happening) => ReturnType<typeof announced>;
  readonly announce: Announce;
  readonly now: () => Date;
}

/** Whose serials they are, and who asks. */
export type Drawer = Pick<Principal, 'tenant' | 'home' | 'caller'>;

/** Callers at once move the counter under each other, and one of them wins each time; with so many attempts the last of fifty still gets its block. */
const ATTEMPTS = 60;
/** Waits grow up to 1.6 s. */
const LONGEST_WAIT = 6;
/** After so long a caller is told to ask again, by the same id: then it waits at its own end, and not in a function. */
const MOST_MS = 6_000;

/**
 * Allocates a block of serials, in one write whatever its size, or finds the block that the request id has already. Numbers that came back are drawn before the
 * counter moves, when one range of them holds as many as are asked for.
 *
 * @param judge throws for who may not draw from the pool, or not for what is told; asked once, before anything is drawn
 * @throws Refused for a pool that does not issue so many, and `busy` where others were faster every time
 */
export async function drawSerials(
  needs: DrawNeeds,
  who: Drawer,
  wanted: SerialRequest,
  judge: (pool: Pool) => Promise<void>,
): Promise<{ readonly earlier: StoredBlock } | { readonly block: SerialBlock }> {
  const { tenant } = who;
  const begun = performance.now();
  let mayBeFree = true;
  for (let attempt = 1; attempt <= ATTEMPTS && performance.now() - begun < MOST_MS; attempt++) {
    if (attempt > 1) await pause(Math.min(attempt + 1, LONGEST_WAIT));
    const [earlier, pool] = await Promise.all([
      needs.blocks.get(tenant, wanted.requestId),
      needs.pools.get(tenant, wanted.pool),
    ]);
    if (earlier !== undefined) return { earlier };
    if (attempt === 1) await judge(pool);
    const drawing = await drawFrom(needs, tenant, { pool, request: wanted, mayBeFree });
    const draw = { ...drawing, who: { home: who.home, caller: who.caller } };
    const told = [needs.audit(tenant, askedFor(who, draw)), ...toldOfStock(needs, tenant, draw)];
    if ((await needs.blocks.allocate(tenant, draw, told)) === 'committed')
      return { block: await allocated(needs, tenant, draw) };
    // Who lost the counter to another found nothing that had come back; who lost a range looks for another.
    mayBeFree = 'free' in draw.from;
  }
  throw new Refused(
    refuse('busy', `pool ${wanted.pool} moved under every attempt`, { remedy: 'ask again with the same request id' }),
  );
}

function askedFor(who: Drawer, draw: Draw): NewEntry {
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

async function drawFrom(needs: DrawNeeds, tenant: string, { pool, request, mayBeFree }: Wish): Promise<Draw> {
  const forbidden = mayDraw(pool, request.market);
  if (forbidden) throw new Refused(forbidden);
  const at = needs.now();
  const free = mayBeFree ? await findFree(needs, tenant, pool, request.count, at) : undefined;
  if (free !== undefined) return { pool, request, from: { free }, at };
  const ciphers = await ciphersOf(needs.cipher, tenant, pool);
  const block = carveBlock(pool, request.count, ciphers, request.market);
  // Nobody can draw from what is empty, so it is refilled for who is turned away.
  if (isRefusal(block) && block.refused === 'pool-exhausted') {
    await needs.announce(tenant, [ranOut(pool, at)]);
    await refillIfLow(needs, tenant, pool);
  }
  const { first, last, skips } = orRefuse(block);
  const carved = { first, last, ...(skips !== undefined && { skips }) };
  // A page begins with the counter it is asked from, so a block begins with a number.
  const counter = trimmed(carved) ?? carved;
  return { pool, request, from: { counter }, at };
}

/** Numbers that came back are not of what the pool has left. */
function toldOfStock({ announced }: DrawNeeds, tenant: string, { pool, from, at }: Draw) {
  if ('free' in from) return [];
  return ranLow(pool, { ...pool, next: from.counter.last + 1 }, at).map((happening) => announced(tenant, happening));
}

async function allocated(needs: DrawNeeds, tenant: string, draw: Draw): Promise<SerialBlock> {
  const { pool, request, from } = draw;
  const { requestId, site, count } = request;
  const block = { requestId, pool: pool.id, ...drawn(draw) };
  const { first, last } = block;
  log('serials-allocated', { tenant, pool: pool.id, first, last, count, site, reused: 'free' in from });
  if ('counter' in from) await refillIfLow(needs, tenant, { ...pool, next: last + 1 });
  return block;
}

/** The block is the caller's whatever becomes of this: a refill that could not be planned is found by `sweep`. */
async function refillIfLow({ refills, wakeRefill, now }: DrawNeeds, tenant: string, pool: Pool): Promise<void> {
  try {
    const refillId = await refills.planIfLow(tenant, pool, now());
    if (refillId !== undefined) await wakeRefill({ tenant, refillId });
  } catch (error) {
    log('message-failed', { tenant, pool: pool.id, error: String(error instanceof Error ? error.stack : error) });
  }
}
