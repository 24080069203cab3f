import { unitEpc } from '#common/reconcile/line-said.ts';
import type { InboundProblem } from '#common/store/inbound-row.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { UsedCounters } from '#common/store/used-counters.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { type BlockNumbers, type NumbersNeeds, rangesIn, serialsOf } from './batch-numbers.ts';

export interface RestNeeds extends NumbersNeeds {
  readonly used: UsedCounters;
  readonly unitEvents: UnitEvents;
}

/** Numbers of one lot whose events are read: those that a line spoils. However many are left, the index tells which they are. */
const MOST_LOOKED = 20_000;

/** What a packer's events say of a number that was never commissioned. */
const fateOf: Readonly<Record<string, 'rejected' | 'sampled' | 'destroyed'>> = {
  decommissioning: 'rejected',
  destroying: 'destroyed',
  sampling: 'sampled',
};

/** What events say of numbers that a message is silent about. */
export interface ToldOfRest {
  readonly numbers: readonly BlockNumbers[];
  /** By block, in its `rest`: numbers that events name, and of which they tell no such fate. */
  readonly otherwise: ReadonlyMap<BlockNumbers, CounterSet>;
  /** That not all events were looked at. */
  readonly problems: readonly InboundProblem[];
}

/** Adds to what is named what events say of numbers that the message is silent about: packers tell of spoilt packs by DispositionUpdated as well. */
export async function toldOfRest(
  needs: RestNeeds,
  tenant: string,
  gtin: string,
  blocks: readonly BlockNumbers[],
): Promise<ToldOfRest> {
  const numbers: BlockNumbers[] = [];
  const otherwise = new Map<BlockNumbers, CounterSet>();
  let left = MOST_LOOKED;
  let isWhole = true;
  for (const block of blocks) {
    // One more than is read tells that there are more.
    const used = await needs.used(tenant, block.row.pool, rangesIn(block.rest), left + 1);
    isWhole &&= used.length <= left;
    const read = CounterSet.of(used.slice(0, left));
    left -= read.size;
    const after = read.isEmpty ? block : await told(needs, tenant, gtin, { block, used: read });
    numbers.push(after);
    otherwise.set(after, CounterSet.of(used).and(after.rest));
  }
  return { numbers, otherwise, problems: isWhole ? [] : [tooMany] };
}

const tooMany: InboundProblem = {
  code: 'too-complex',
  at: '/EndOfBatch',
  detail: `more than ${MOST_LOOKED} numbers that it does not name were told of by events, and what those say of the others was not looked at`,
  remedy: 'send it anew with a later EndedAt, and name them in RejectedSerials, SampledSerials and DestroyedSerials',
};

interface Looked {
  readonly block: BlockNumbers;
  /** Those of its rest that events name. */
  readonly used: CounterSet;
}

async function told(needs: RestNeeds, tenant: string, gtin: string, { block, used }: Looked): Promise<BlockNumbers> {
  const serials = await serialsOf(needs, tenant, block.row, used);
  const counterOf = new Map(serials.map(({ counter, serial }) => [unitEpc(gtin, serial), counter]));
  const events = await needs.unitEvents(tenant, [...counterOf.keys()], { roles: ['epc'] });
  const named = { ...block.named };
  let { rest } = block;
  // In the order of time: what was told last counts.
  const last = new Map<number, 'rejected' | 'sampled' | 'destroyed'>();
  for (const { event } of effectiveEvents(events)) {
    const fate = fateOf[event.bizStep ?? ''];
    if (fate === undefined) continue;
    for (const { epc, role } of mentionsOf(event)) {
      const counter = role === 'epc' ? counterOf.get(epc) : undefined;
      if (counter !== undefined) last.set(counter, fate);
    }
  }
  for (const fate of ['rejected', 'sampled', 'destroyed'] as const) {
    const some = CounterSet.of([...last].flatMap(([counter, one]) => (one === fate ? [counter] : [])));
    named[fate] = named[fate].or(some);
    rest = rest.without(some);
  }
  return { ...block, named, rest };
}
