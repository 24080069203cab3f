import type { PoolCipher } from '#common/pool-cipher.ts';
import { countersIn } from '#common/reconcile/line-said.ts';
import type { ReconciledBlock } from '#common/reconcile/reconcile-lot.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type CounterRange, within } from '#shared/serials/block-counters.ts';

export interface NumbersNeeds {
  readonly placesOf: EpcPlaces;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom'>;
  readonly cipher: PoolCipher;
}

/** What a packer says of numbers that were not commissioned. */
export type Named = 'rejected' | 'sampled' | 'destroyed' | 'unused';

/** Numbers of one block of the lot, by what is said of them. */
export interface BlockNumbers {
  readonly row: StoredBlock;
  readonly commissioned: CounterSet;
  readonly named: Readonly<Record<Named, CounterSet>>;
  /** Of which nobody says anything. */
  readonly rest: CounterSet;
}

const lists = [
  ['rejected', 'rejectedSerials'],
  ['sampled', 'sampledSerials'],
  ['destroyed', 'destroyedSerials'],
  ['unused', 'unusedSerials'],
] as const satisfies readonly (readonly [Named, keyof ContentOf<'end-of-batch'>])[];

const elementOf = (list: string) => `/EndOfBatch/${list.charAt(0).toUpperCase()}${list.slice(1)}`;

/** Problems told of one list. */
const NAMED = 20;

/**
 * Sorts the serials that a message names into the blocks of its lot, as counters; or says which of them cannot be: those that are of no block of the lot, that are named
 * twice, or that are said to be unused and are commissioned.
 */
export async function batchNumbers(
  { placesOf }: Pick<NumbersNeeds, 'placesOf'>,
  tenant: string,
  said: ContentOf<'end-of-batch'>,
  blocks: readonly ReconciledBlock[],
): Promise<BlockNumbers[] | Refusal[]> {
  const found = blocks.map(({ row, fold: { sets } }) => ({
    row,
    commissioned: sets.commissioned,
    all: CounterSet.range(row.first, row.last, row.skips),
    given: row.parts.reduce((sum, { first, last }) => sum.or(CounterSet.range(first, last)), new CounterSet()),
    named: {
      rejected: new CounterSet(),
      sampled: new CounterSet(),
      destroyed: new CounterSet(),
      unused: new CounterSet(),
    },
  }));
  const pools = [...new Set(found.map(({ row }) => row.pool))];
  const refusals: Refusal[] = [];
  for (const [fate, list] of lists) {
    const serials = said[list] ?? [];
    const at = elementOf(list);
    const places = await Promise.all(
      pools.map((pool) => countersIn(placesOf, tenant, { gtin: said.gtin, pool }, serials)),
    );
    for (const [i, serial] of serials.entries()) {
      const of = found.find(({ row, all }) => {
        const counter = places[pools.indexOf(row.pool)]?.get(serial);
        return counter !== undefined && all.has(counter);
      });
      const counter = of && places[pools.indexOf(of.row.pool)]?.get(serial);
      const problem =
        of === undefined || counter === undefined ? foreign(serial) : contradiction(serial, fate, counter, of);
      if (problem !== undefined)
        refusals.push({ ...problem, at: `${at}/${list.charAt(0).toUpperCase()}${list.slice(1, -1)}[${i + 1}]` });
      // What was given back before is told of already.
      else if (of !== undefined && counter !== undefined && !(fate === 'unused' && of.given.has(counter)))
        of.named[fate].add(counter);
      if (refusals.length >= NAMED) return refusals;
    }
  }
  if (refusals.length > 0) return refusals;
  return found.map(({ all, given, ...one }) => ({ ...one, rest: restOf(all.without(given), one) }));
}

const restOf = (held: CounterSet, { commissioned, named }: Omit<BlockNumbers, 'rest' | 'row'>): CounterSet =>
  Object.values(named).reduce((left, some) => left.without(some), held.without(commissioned));

const foreign = (serial: string) =>
  refuse('not-found', `serial ${serial} is none of the numbers that were given for the lot`, {
    rule: 'Seriate: the end of a batch tells of the numbers that were drawn for its order',
    remedy: 'look whether it is of another lot or product, and leave it out here',
  });

function contradiction(
  serial: string,
  fate: Named,
  counter: number,
  { named, commissioned }: Pick<BlockNumbers, 'named' | 'commissioned'>,
): Refusal | undefined {
  const rule = 'Seriate: a number has one fate';
  const other = lists.find(([one]) => named[one].has(counter))?.[0];
  if (other !== undefined)
    return refuse('malformed', `serial ${serial} is named as ${other} and as ${fate}`, {
      rule,
      remedy: 'name it once',
    });
  if (fate !== 'unused' || !commissioned.has(counter)) return undefined;
  return refuse('conflict', `serial ${serial} is named as unused, and was commissioned`, {
    rule,
    remedy: 'leave it out; where its commissioning was an error, tell that first, and name it as rejected or destroyed',
  });
}

/** Serials of counters of a block, ascending. */
export async function serialsOf(
  needs: NumbersNeeds,
  tenant: string,
  row: StoredBlock,
  counters: CounterSet,
): Promise<{ readonly counter: number; readonly serial: string }[]> {
  const pool = await needs.pools.get(tenant, row.pool);
  const found: { counter: number; serial: string }[] = [];
  for (const range of rangesIn(counters))
    for await (const { first, serials } of expandSerials(needs, tenant, pool, within({}, range)))
      for (const [i, { code }] of serials.entries()) found.push({ counter: first + i, serial: code });
  return found;
}

/** The first and the last serial of a block. */
export async function endsOf(needs: NumbersNeeds, tenant: string, row: StoredBlock) {
  const ends = CounterSet.of([row.first, row.last]);
  const found = await serialsOf(needs, tenant, row, ends);
  return { from: found[0]?.serial ?? '', to: found.at(-1)?.serial ?? '' };
}

/** The ranges that counters fill, ascending: one by one, for a lot may leave millions. */
export function rangesIn(counters: CounterSet): CounterRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const counter of counters.counters()) {
    const open = ranges.at(-1);
    if (open !== undefined && counter === open.last + 1) open.last = counter;
    else ranges.push({ first: counter, last: counter });
  }
  return ranges;
}
