import { entryOf } from '#common/entry-of.ts';
import { log } from '#common/log.ts';
import type { Principal } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import { generationAt, type SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { UsedCounters } from '#common/store/used-counters.ts';
import type { BlockPart, Fate, GiveBack } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import {
  type CounterRange,
  giveBackProblem,
  heldRanges,
  sizeOf,
  trimmed,
  within,
} from '#shared/serials/block-counters.ts';

export interface GiveNeeds {
  readonly pools: Pick<SerialPools, 'get'>;
  readonly blocks: Pick<SerialBlocks, 'giveBack'>;
  readonly used: UsedCounters;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

/** Numbers of one call: the ledger is asked about every 256 of them. */
const MOST_NUMBERS = 500_000;
/** Of a block altogether: its row holds them. */
export const MOST_PARTS = 1_000;
/** Of one call: they are written at once. */
export const MOST_RANGES = 90;
/** Used numbers that a refusal names. */
const NAMED = 10;

/** @throws Refused for ranges of a block that may not be given back: of a closed one, given back before, used, or too many */
export async function mustBeUnused(
  needs: Pick<GiveNeeds, 'used'>,
  tenant: string,
  block: StoredBlock,
  ranges: readonly CounterRange[],
): Promise<void> {
  if (block.state === 'closed')
    throw new Refused(
      refuse('conflict', `request ${block.requestId} was closed at ${block.closedAt}`, {
        rule: 'Seriate: nothing of a closed block is given back',
        remedy: 'leave the numbers as they are: nobody else gets them',
      }),
    );
  const problem = giveBackProblem(block, block.parts, ranges) ?? sizeProblem(block, ranges);
  if (problem) throw new Refused(problem);
  const used = await needs.used(tenant, block.pool, ranges, NAMED);
  if (used.length === 0) return;
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

/** Records ranges of a block as it was read, which were found unused; `moved` when somebody changed the block since. */
export async function giveRanges(
  needs: Omit<GiveNeeds, 'used'>,
  who: Pick<Principal, 'tenant' | 'home' | 'caller'>,
  block: StoredBlock,
  ranges: readonly CounterRange[],
  { id, reason, fate }: Pick<GiveBack, 'id' | 'reason'> & { readonly fate: Fate },
): Promise<'given' | 'moved'> {
  const { tenant, caller } = who;
  const at = needs.now().toISOString();
  const parts = ranges.map(({ first, last }): BlockPart => ({ first, last, fate, reason, by: caller, at, id }));
  const free = fate === 'returned' ? ranges.flatMap((range) => trimmed(within(block, range)) ?? []) : [];
  const generation = generationAt(await needs.pools.get(tenant, block.pool), block.first);
  const left = heldRanges(block, [...block.parts, ...ranges]);
  const closes = left.every((range) => sizeOf(within(block, range)) === 0);
  const numbers = parts.map(({ first, last }) => `${first}-${last}`).join(', ');
  const { pool, requestId } = block;
  const detail = { pool, numbers, reason };
  const entry = entryOf(who, at, `serials-${fate}`, `serial-request ${requestId}`, { detail });
  const given = { parts, free, generation, closes };
  if ((await needs.blocks.giveBack(tenant, block, given, [needs.audit(tenant, entry)])) === 'moved') return 'moved';
  log('block-given-back', { tenant, pool, requestId, fate, ranges: ranges.length });
  return 'given';
}
