import type { UsedCounters } from '#common/store/used-counters.ts';
import type { ContentOf } from '#shared/mapping/exchange/families.ts';
import { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { sizeOf } from '#shared/serials/block-counters.ts';
import { type BlockNumbers, type NumbersNeeds, rangesIn, serialsOf } from './batch-numbers.ts';
import { isGivenBy } from './give-unused.ts';
import type { ToldOfRest } from './told-of-rest.ts';

type Said = ContentOf<'end-of-batch'>;

export interface UsedNeeds extends NumbersNeeds {
  readonly used: UsedCounters;
}

/** Problems told of one message. */
const NAMED = 20;

/** Of numbers that a message names as unused, those that events name, each with its place; of all blocks, so that nothing is given back of any before. */
export async function namedAndUsed(
  needs: UsedNeeds,
  tenant: string,
  said: Said,
  numbers: readonly BlockNumbers[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { row, named } of numbers) {
    const used = await needs.used(tenant, row.pool, rangesIn(named.unused), NAMED - refusals.length);
    for (const { serial } of await serialsOf(needs, tenant, row, CounterSet.of(used))) {
      const place = (said.unusedSerials ?? []).indexOf(serial) + 1;
      refusals.push(wasUsed(`serial ${serial} is named as unused`, `/EndOfBatch/UnusedSerials/UnusedSerial[${place}]`));
    }
    if (refusals.length >= NAMED) break;
  }
  return refusals;
}

const wasUsed = (what: string, at: string) =>
  refuse('conflict', `${what}, and events tell of it`, {
    at,
    rule: 'GS1 GS §2.1: a GTIN and serial name one item',
    remedy: 'say what became of it: RejectedSerials, SampledSerials or DestroyedSerials',
  });

/**
 * A packer that counts what it did not use and names none of it means all of which nothing else is known, if that is as many; or says which of these events name in
 * another way.
 */
export async function withRest(
  needs: NumbersNeeds,
  { tenant, documentId }: { readonly tenant: string; readonly documentId: string },
  said: Said,
  { numbers, otherwise }: ToldOfRest,
): Promise<readonly BlockNumbers[] | Refusal[]> {
  const rest = numbers.reduce((sum, one) => sum + one.rest.size, 0);
  // Who died on the way has given some back already, and goes on with the others.
  const given = numbers.flatMap(({ row }) => row.parts.filter((part) => isGivenBy(documentId, part)));
  const unused = given.reduce((sum, part) => sum + sizeOf(part), rest);
  if (said.unusedSerials !== undefined || rest === 0 || said.counts.unused !== unused) return numbers;
  const refusals: Refusal[] = [];
  for (const [{ row }, used] of otherwise)
    for (const { serial } of await serialsOf(needs, tenant, row, first(used, NAMED - refusals.length)))
      refusals.push(wasUsed(`serial ${serial} is counted as unused`, '/EndOfBatch/Counts/Unused'));
  if (refusals.length > 0) return refusals;
  return numbers.map((one) => ({ ...one, named: { ...one.named, unused: one.rest }, rest: new CounterSet() }));
}

const first = (counters: CounterSet, most: number) => CounterSet.of([...counters.counters()].slice(0, most));
