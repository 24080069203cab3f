import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import type { Taken } from '../../store/stock.ts';
import { auditNumbers as audit } from './audit-numbers.ts';
import { findIn } from './find-order.ts';
import { type Allocation, type ForeignLine, MOST_NUMBERS } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { giveBackOne } from './give-back.ts';
import { type NumberPool, poolOf } from './number-pools.ts';
import { type Before, once, type Step } from './once.ts';

type Ask = Parameters<ForeignLine['allocate']>[0];

/** Numbers that are handed out in a step. */
const PIECE = 50;

/** How far it is: handing out, or taking back again because the rest is not to be had. */
type Far = 'handing out' | { readonly back: number; readonly why: Refusal };

/**
 * Hands numbers out: from here on they are in the line's hands (OPEN-SCS *Allocated*), each of them once. All that are asked for, or none: when the rest is not
 * to be had in the end, those are given back that were taken for it.
 */
export function allocate(needs: ForeignNeeds, { token, ...ask }: Ask): Promise<Allocation | Refusal> {
  return once<unknown, Allocation>(needs, { kind: 'allocate', token, said: ask }, function* (before) {
    const given = before?.results.map(takenOf) ?? [];
    const turnedBack = before === undefined ? undefined : backOf(before);
    const asked = turnedBack ?? askedOf(needs, ask, given.length);
    if (isRefusal(asked) || 'back' in asked) {
      if (before !== undefined) yield* takeBack(needs, ask, before.batch, given, asked);
      return 'back' in asked ? asked.why : asked;
    }
    const { batch, pool } = asked;
    yield* handOut(needs, batch, ask, pool, given);
    const numbers = given.map(({ number }) => number);
    audit(needs, batch.batch, ask.level, numbers, { now: 'allocated' });
    const gtin = pool.gtin !== undefined && { gtin: pool.gtin };
    const tails = given.some(({ tail }) => tail) && { tails: given.map(({ tail = {} }) => tail) };
    return { batch: batch.batch, answer: { token, level: ask.level, numbers, ...gtin, ...tails } };
  });
}

/** Only what was kept by us is read back. */
const takenOf = (kept: unknown): Taken => v.parse(takenShape, kept);
const takenShape = v.object({
  number: v.string(),
  block: v.string(),
  tail: v.exactOptional(v.record(v.string(), v.string())),
});
const backShape = v.object({ back: v.number(), why: v.custom<Refusal>((why) => isRefusal(why)) });
const backOf = ({ far }: Before): Exclude<Far, string> | undefined => (v.is(backShape, far) ? far : undefined);

/** From where numbers are to be had, if as many are here as are asked for and not yet taken; else why not. */
function askedOf(
  needs: ForeignNeeds,
  { order, level, count, key }: Omit<Ask, 'token'>,
  given: number,
): { readonly batch: Batch; readonly pool: NumberPool } | Refusal {
  const batch = findIn(needs, order, ['running'], 'Begin the order first; one that has ended takes no more numbers.');
  if (isRefusal(batch)) return batch;
  const wrong = countProblem(count);
  if (wrong !== undefined) return wrong;
  const full = needs.diskFull?.();
  if (full !== undefined) return refuse('busy', full, FULL);
  const pool = key === 'sscc' && level === 'item' ? noSscc : poolOf(batch, level, key);
  if (pool === undefined) {
    const levels = ['item', ...batch.recipe.levels.map((one) => one.level)].join(', ');
    return refuse('malformed', `the recipe has no ${level}`, {
      at: '/level',
      rule: `recipe ${batch.recipe.recipe} version ${batch.recipe.version}`,
      remedy: `Ask for one of ${levels}.`,
    });
  }
  if (isRefusal(pool)) return pool;
  const { ready } = needs.stock.level({ batch: batch.batch, owner: batch.order.owner, pool: pool.pool });
  if (given + ready >= count) return { batch, pool };
  needs.short();
  return refuse('pool-exhausted', `${count} numbers asked, ${given + ready} are here for the order`, {
    at: '/count',
    rule: 'OPEN-SCS InsufficientSerialNumbers',
    remedy: 'Ask for fewer, give back what is not used, or ask again once the site has more.',
  });
}

const noSscc = refuse('malformed', 'a pack has no SSCC', {
  at: '/key',
  rule: 'GS1 General Specifications §2.1: packs are identified by their GTIN and serial',
  remedy: 'Leave key out, or ask for the numbers of a container.',
});

/** A line that gets no numbers comes to a stand, with room left to take what it has packed. */
const FULL = {
  rule: 'no number is handed out whose fate could not be recorded',
  remedy:
    'Restore the connection to the cloud or make room on the disk, then ask again. Facts are taken all the while.',
};

function countProblem(count: number): Refusal | undefined {
  if (count > MOST_NUMBERS)
    return refuse('too-large', `${count} numbers at once`, {
      at: '/count',
      rule: `at most ${MOST_NUMBERS}`,
      remedy: 'Ask in parts, each with a token of its own.',
    });
  if (Number.isSafeInteger(count) && count >= 1) return undefined;
  return refuse('malformed', 'count must be 1 or more', {
    at: '/count',
    rule: 'a whole number',
    remedy: 'Ask for 1 or more.',
  });
}

function* handOut(
  { stock, units, handed, journal, ...needs }: ForeignNeeds,
  { batch, order }: Batch,
  { level, count }: Omit<Ask, 'token'>,
  { pool, gtin }: NumberPool,
  given: Taken[],
): Generator<Step<Far>, void> {
  const supply = { batch, owner: order.owner, pool };
  while (given.length < count) {
    const at = atOf(needs);
    const most = Math.min(PIECE, count - given.length);
    const taken = Array.from({ length: most }, () => stock.takeFrom(supply));
    if (level === 'item') {
      const first = journal.nextOrdinal(batch);
      for (const [i, one] of taken.entries()) units.handOut(batch, first + i, order.gtin, one, at);
    } else for (const one of taken) handed.add(batch, level, gtin ?? '', one);
    given.push(...taken);
    yield { batch, far: 'handing out', results: taken };
  }
}

/** Gives back what was taken for an asking of which the rest is not to be had, but for what the line has put to use meanwhile. */
function* takeBack(
  needs: ForeignNeeds,
  { level, key }: Omit<Ask, 'token'>,
  number: number,
  given: readonly Taken[],
  asked: Refusal | Exclude<Far, string>,
): Generator<Step<Far>, void> {
  const batch = needs.batches.get(number);
  const gtin = poolOf(batch, level, key)?.gtin ?? '';
  const { back: from, why } = 'back' in asked ? asked : { back: 0, why: asked };
  const unused: string[] = [];
  for (let back = from; back < given.length; back += PIECE) {
    for (const one of given.slice(back, back + PIECE))
      if (giveBackOne(needs, batch, level, gtin, one.number)) unused.push(one.number);
    yield { batch: number, far: { back: back + PIECE, why } };
  }
  audit(needs, number, level, unused, { was: 'allocated', now: 'given back' });
}
