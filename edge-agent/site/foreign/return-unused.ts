import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import { auditNumbers } from './audit-numbers.ts';
import { findIn } from './find-order.ts';
import { findThing, type Thing } from './find-thing.ts';
import { type ForeignLine, MOST_NUMBERS, type NumberLevel, type Outcome } from './foreign-line.ts';
import type { ForeignNeeds } from './foreign-needs.ts';
import { giveBackOne } from './give-back.ts';
import { outcomeOf } from './list-orders.ts';
import { type Before, once, type Step } from './once.ts';

type Said = Parameters<ForeignLine['returnUnused']>[0];
type Unused = Extract<Thing, { is: 'unit' | 'number' }>;

/** Numbers that are looked at, or given back, in a step. */
const PIECE = 50;

/** Numbers that are given back, as they stand in the records. */
interface Going {
  readonly gtin: string;
  readonly number: string;
}

/**
 * Takes numbers back of which nothing was ever said, all of them or none: they leave the records, and the cloud is told that they came back. All are looked at
 * before the first goes. What was begun when the power failed goes on when it is said again, with those of which still nothing was said.
 */
export function returnUnused(needs: ForeignNeeds, { token, ...said }: Said): Promise<Outcome | Refusal> {
  return once<unknown, Outcome>(needs, { kind: 'return', token, said }, function* (before) {
    const going = begunOf(before) ?? (yield* allUnused(needs, said));
    if (isRefusal(going)) return going;
    const { number, all } = going;
    const batch = needs.batches.get(number);
    const gone: string[] = [];
    for (let from = going.from; from < all.length; from += PIECE) {
      for (const one of all.slice(from, from + PIECE))
        if (giveBackOne(needs, batch, said.level, one.gtin, one.number)) gone.push(one.number);
      yield { batch: number, far: { gone: from + PIECE } };
    }
    auditNumbers(needs, number, said.level, gone, { was: 'allocated', now: 'given back' });
    return { batch: number, answer: outcomeOf(needs, batch, token) };
  });
}

/** Only what was kept by us is read back. */
const goingOf = (kept: unknown): Going => v.parse(v.object({ gtin: v.string(), number: v.string() }), kept);
const goneShape = v.object({ gone: v.number() });

interface AllGoing {
  readonly number: number;
  readonly all: readonly Going[];
  /** The first that is not gone yet. */
  readonly from: number;
}

/** Numbers of which some are perhaps gone; undefined as long as they were only looked at. */
function begunOf(before: Before | undefined): AllGoing | undefined {
  if (before === undefined || !v.is(goneShape, before.far)) return undefined;
  return { number: before.batch, all: before.results.map(goingOf), from: before.far.gone };
}

/** The order and the numbers, if nothing was said of any of them. */
function* allUnused(
  needs: ForeignNeeds,
  { order, level, numbers }: Omit<Said, 'token'>,
): Generator<Step, AllGoing | Refusal> {
  const batch = findIn(needs, order, ['running', 'closing'], 'What a closed lot has left over is destroyed with it.');
  if (isRefusal(batch)) return batch;
  if (numbers.length > MOST_NUMBERS) {
    return refuse('too-large', `${numbers.length} numbers at once`, {
      at: '/numbers',
      rule: `at most ${MOST_NUMBERS}`,
      remedy: 'Give them back in parts, each with a token of its own.',
    });
  }
  const unused = new Map<string, Unused>();
  for (const [i, told] of numbers.entries()) {
    const one = unusedOf(needs, batch, level, told, `/numbers/${i}`, unused);
    if (isRefusal(one)) return one;
    unused.set(one.epc, one);
    if ((i + 1) % PIECE === 0) yield { batch: batch.batch, far: 'looking' };
  }
  const all = [...unused.values()].map((one) =>
    one.is === 'unit'
      ? { gtin: one.unit.gtin, number: one.unit.serial }
      : { gtin: one.number.gtin, number: one.number.number },
  );
  yield { batch: batch.batch, far: { gone: 0 }, results: all };
  return { number: batch.batch, all, from: 0 };
}

function unusedOf(
  needs: ForeignNeeds,
  batch: Batch,
  level: NumberLevel,
  told: string,
  at: string,
  before: ReadonlyMap<string, Unused>,
): Unused | Refusal {
  const thing = findThing(needs, batch, told, level === 'item' ? undefined : level);
  if (isRefusal(thing)) return { ...thing, at };
  const no = (why: string) =>
    refuse('conflict', `${thing.epc} ${why}`, {
      at,
      rule: 'only what is Allocated is given back (OPEN-SCS SNReturnAllocated)',
      remedy: 'Leave it out; what was put to use is told by facts.',
    });
  if (before.has(thing.epc)) return no('stands twice in the list');
  if (thing.is === 'unit' && level === 'item' && thing.unit.batch === batch.batch) {
    const { state, isEncoded } = thing.unit;
    return state === 'printing' && !isEncoded ? thing : no(`is ${isEncoded ? 'encoded' : state}`);
  }
  if (thing.is === 'number' && thing.number.level === level && thing.number.batch === batch.batch)
    return thing.number.state === 'allocated' ? thing : no(`is ${thing.number.state}`);
  return no(`was not given to order ${batch.order.order} for a ${level}`);
}
