import { unitEpc } from '#common/reconcile/line-said.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { type BlockNumbers, type NumbersNeeds, serialsOf } from './batch-numbers.ts';

export interface RestNeeds extends NumbersNeeds {
  readonly unitEvents: UnitEvents;
}

/** Numbers of one lot that are looked for one by one: those that a line spoils. */
const MOST_LOOKED = 20_000;

/** What a packer's events say of a number that was never commissioned. */
const fateOf: Readonly<Record<string, 'rejected' | 'sampled' | 'destroyed'>> = {
  decommissioning: 'rejected',
  destroying: 'destroyed',
  sampling: 'sampled',
};

/** Adds to what is named what events say of numbers that the message is silent about: packers tell of spoilt packs by DispositionUpdated as well. */
export async function toldOfRest(
  needs: RestNeeds,
  tenant: string,
  gtin: string,
  blocks: readonly BlockNumbers[],
): Promise<BlockNumbers[]> {
  const size = blocks.reduce((sum, { rest }) => sum + rest.size, 0);
  if (size === 0 || size > MOST_LOOKED) return [...blocks];
  const found: BlockNumbers[] = [];
  for (const block of blocks) found.push(await told(needs, tenant, gtin, block));
  return found;
}

async function told(needs: RestNeeds, tenant: string, gtin: string, block: BlockNumbers): Promise<BlockNumbers> {
  const serials = await serialsOf(needs, tenant, block.row, block.rest);
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
    const some = [...last].flatMap(([counter, one]) => (one === fate ? [counter] : []));
    const set = block.named[fate].without(block.rest);
    for (const counter of [...block.named[fate].counters(), ...some]) set.add(counter);
    named[fate] = set;
    rest = rest.without(set);
  }
  return { ...block, named, rest };
}
