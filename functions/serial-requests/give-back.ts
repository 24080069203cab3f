import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import { generationAt, type SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { UsedCounters } from '#common/store/used-counters.ts';
import { type BlockPart, type Fate, type GiveBack, giveBack as shape } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import {
  type CounterRange,
  giveBackProblem,
  heldRanges,
  sizeOf,
  trimmed,
  within,
} from '#shared/serials/block-counters.ts';
import { findBlock, tellBlock } from './find-block.ts';
import { namedRanges } from './named-ranges.ts';

export interface GiveBackNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'findCodes'>;
  readonly blocks: Pick<SerialBlocks, 'get' | 'giveBack'>;
  readonly cipher: PoolCipher;
  readonly used: UsedCounters;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

/** Two people at once change one block; a few attempts bring both through. */
const ATTEMPTS = 8;
/** Numbers of one call: the ledger is asked about every 256 of them. */
const MOST_NUMBERS = 500_000;
/** Of a block altogether: its row holds them. */
const MOST_PARTS = 1_000;
/** Of one call: they are written at once. */
const MOST_RANGES = 90;
/** Used numbers that a refusal names. */
const NAMED = 10;

/** Numbers of a block that nobody used come back to their pool, or are destroyed for ever. Sent again under its id it changes nothing. */
export const giveBack =
  (needs: GiveBackNeeds, fate: Fate): Endpoint =>
  async (request) => {
    const asked = read(shape, json(request));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const block = await findBlock(needs.blocks, request);
      const earlier = block.parts.find(({ id }) => id === asked.id);
      if (earlier !== undefined) {
        await mustBeSame(needs, request, block, asked, fate);
        return { status: 200, body: tellBlock(block) };
      }
      const ranges = await judged(needs, request, block, asked);
      const given = {
        ...(await givenOf(needs, request, block, ranges)),
        parts: partsOf(needs, request, ranges, asked, fate),
      };
      const free = fate === 'returned' ? given.free : [];
      const also = [needs.audit(request.tenant, givenBack(request, block, given.parts, fate, asked))];
      if ((await needs.blocks.giveBack(request.tenant, block, { ...given, free }, also)) === 'moved') continue;
      log('block-given-back', {
        tenant: request.tenant,
        pool: block.pool,
        requestId: block.requestId,
        fate,
        ranges: ranges.length,
      });
      return { status: 201, body: tellBlock(await findBlock(needs.blocks, request)) };
    }
    throw new Refused(refuse('busy', 'the block changed under every attempt', { remedy: 'send the same again' }));
  };

/** The ranges that may be given back. @throws Refused for all that may not */
async function judged(
  needs: GiveBackNeeds,
  { tenant }: Request,
  block: StoredBlock,
  asked: GiveBack,
): Promise<CounterRange[]> {
  if (block.state === 'closed')
    throw new Refused(
      refuse('conflict', `request ${block.requestId} was closed at ${block.closedAt}`, {
        rule: 'Seriate: nothing of a closed block is given back',
        remedy: 'leave the numbers as they are: nobody else gets them',
      }),
    );
  const ranges = await namedRanges(needs, tenant, block, asked);
  const problem = giveBackProblem(block, block.parts, ranges) ?? sizeProblem(block, ranges);
  if (problem) throw new Refused(problem);
  const used = await needs.used(tenant, block.pool, ranges, NAMED);
  if (used.length === 0) return ranges;
  throw new Refused(
    refuse(
      'conflict',
      `events name the numbers with counters ${used.join(', ')}${used.length === NAMED ? ' and maybe more' : ''}`,
      {
        at: '/ranges',
        rule: 'GS1 GS §2.1: a GTIN and serial name one item',
        remedy: 'leave out what was used: GET /api/serials/{code} tells each number’s state',
      },
    ),
  );
}

function sizeProblem(block: StoredBlock, ranges: readonly CounterRange[]) {
  const numbers = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
  if (numbers > MOST_NUMBERS)
    return refuse('too-large', `${numbers} numbers are named, at most ${MOST_NUMBERS} at once`, {
      at: '/ranges',
      remedy: 'send them in several calls',
    });
  if (ranges.length > MOST_RANGES)
    return refuse('too-large', `the numbers are ${ranges.length} ranges, at most ${MOST_RANGES} at once`, {
      at: '/serials',
      remedy: 'send them in several calls',
    });
  if (block.parts.length + ranges.length > MOST_PARTS)
    return refuse('too-large', `request ${block.requestId} would have more than ${MOST_PARTS} ranges given back`, {
      at: '/ranges',
      remedy: 'close the block: POST /api/serial-requests/{requestId}/closed, nobody else gets its numbers',
    });
  return undefined;
}

async function givenOf(
  { pools }: GiveBackNeeds,
  { tenant }: Request,
  block: StoredBlock,
  ranges: readonly CounterRange[],
) {
  const pool = await pools.get(tenant, block.pool);
  const free = ranges.flatMap((range) => trimmed(within(block, range)) ?? []);
  const left = heldRanges(block, [...block.parts, ...ranges]);
  const closes = left.every((range) => sizeOf(within(block, range)) === 0);
  return { free, generation: generationAt(pool, block.first), closes };
}

const partsOf = (
  { now }: GiveBackNeeds,
  { caller }: Request,
  ranges: readonly CounterRange[],
  { id, reason }: GiveBack,
  fate: Fate,
): BlockPart[] => {
  const at = now().toISOString();
  return ranges.map(({ first, last }) => ({ first, last, fate, reason, by: caller, at, id }));
};

function givenBack(
  who: Request,
  { requestId, pool }: StoredBlock,
  parts: readonly BlockPart[],
  fate: Fate,
  { reason }: GiveBack,
): NewEntry {
  const numbers = parts.map(({ first, last }) => `${first}-${last}`).join(', ');
  const detail = { pool, numbers, reason };
  return entryOf(who, parts[0]?.at ?? '', `serials-${fate}`, `serial-request ${requestId}`, { detail });
}

/** What is sent again under its id must be what it was, in all that it says. */
async function mustBeSame(
  needs: GiveBackNeeds,
  { tenant }: Request,
  block: StoredBlock,
  asked: GiveBack,
  fate: Fate,
): Promise<void> {
  const before = block.parts.filter(({ id }) => id === asked.id);
  const ranges = await namedRanges(needs, tenant, block, asked);
  const same = (part: BlockPart, range: CounterRange | undefined) =>
    part.first === range?.first && part.last === range.last && part.fate === fate && part.reason === asked.reason;
  if (before.length === ranges.length && before.every((part, i) => same(part, ranges[i]))) return;
  const numbers = before.map(({ first, last }) => `${first}-${last}`).join(', ');
  throw new Refused(
    refuse('conflict', `${asked.id} stands for ${numbers}, which were ${before[0]?.fate}: ${before[0]?.reason}`, {
      at: '/id',
      rule: 'Seriate: an id stands for one act',
      remedy: 'use a new id',
    }),
  );
}
